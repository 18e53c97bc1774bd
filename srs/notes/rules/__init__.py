"""What is found in notes, one file for each thing.

| file | finds |
| --- | --- |
| `directives` | `srs:` comments, which win over every rule |
| `rehearsals` | talks in which one party asks and the other answers |
| `asides` | chat, private remarks, talk to the writer, directions: nothing to learn |
| `answers` | what stands below a question, taken apart: answer, versions, cues, follow-ups |
| `parts`, `trimming` | what a label owns of it, and what around an answer is not spoken |
| `hints` | remarks to the speaker among what is spoken |
| `points` | the few things of an answer or a segment that must be said |
| `questions` | question notes |
| `stories`, `story_tables` | stories with their segments, and the questions that they answer |
| `pointers` | questions whose answer names a story that is told elsewhere |
| `lists` | what never to say, questions to ask, lists worth recalling as lists |
| `blocks` | drawings and code with their title |
| `metrics` | figures, each in the clause that gives it its meaning |
| `phrasings`, `led_up_to` | wordings worth saying exactly, and what a passage leads up to as one |
| `contrasts`, `terms` | what to say in place of something else; terms and what they mean |
| `passages` | the running text that figures and wordings are looked for in |
| `markers` | gaps marked by `{{c1::…}}`; the outline reads `question :: answer` and `#card` |
"""
