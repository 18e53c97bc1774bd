"""What is found in notes, one file for each thing.

| file | finds |
| --- | --- |
| `asides` | chat, private remarks, talk to the writer, directions: nothing to learn |
| `answers` | the parts of what stands below a question: answer, versions, cues, follow-ups |
| `points` | the few things of an answer or a segment that must be said |
| `questions` | question notes |
| `stories` | stories with their segments, and the questions that they answer |
| `lists` | what never to say, questions to ask, lists worth recalling as lists |
| `blocks` | drawings and code with their title |
| `metrics` | figures, each in the clause that gives it its meaning |
| `phrasings` | wordings worth saying exactly |
| `passages` | the running text that figures and wordings are looked for in |
| `markers` | gaps marked by `{{c1::…}}`; the outline reads `question :: answer` and `#card` |
"""
