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
| `markers` | explicit marks: `question :: answer`, `{{c1::…}}`, `#card` |
"""
