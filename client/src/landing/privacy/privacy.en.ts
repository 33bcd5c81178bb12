import { plural } from '../../language/format.ts';

/** What is kept, why, how long and where. Each sentence is one that the server's tests hold it to (SPEC PY, DA, CR, ST9, RM2, RM11). */
export const privacy = {
  title: 'What is kept of you',
  lead: 'You take part without an account, under a pseudonym. Nothing here is graded or ranked, and there is no list of attendance.',
  parts: (host: string, operator: string | null, days: number | null) => [
    {
      title: 'Where',
      lines: [
        `On the server ${host}, in one folder of it. Nothing is sent to anybody else.`,
        operator === null ? 'Ask your instructor who runs this server.' : `Run by: ${operator}`,
      ],
    },
    {
      title: 'What is kept',
      lines: [
        'A pseudonym: a mathematician’s name, or the name you choose.',
        'What you write: questions, reasons, sentences.',
        'Your answers to questions, your votes, your raised hand, and where you pressed “I’m lost here”.',
      ],
    },
    {
      title: 'What is not kept',
      lines: [
        'Who only looks leaves nothing in the class. The instructor sees who is connected while they are, and it is not kept.',
        'No address of your device, no e-mail address, no cookies, nothing from other sites.',
        'The server’s own log has no names, texts, codes or links.',
      ],
    },
    {
      title: 'Why',
      lines: [
        'So that the class continues where it stood after a reload, a lost connection or a restart.',
        'So that the instructor sees what the class understands. How many are lost at an operation is a number without names.',
      ],
    },
    {
      title: 'Who sees it',
      lines: [
        'What you write: the instructor and the assistants, until it is put on the board or opened for votes.',
        'Your answers: the instructor and the assistants, under your name in the class, or without it where names are hidden. The class sees counts.',
      ],
    },
    {
      title: 'How long',
      lines: [
        days === null
          ? 'Until nobody has come to the class for a while: then it is deleted with everything in it.'
          : `Until nobody has come to the class for ${plural(days, 'day', 'days')}: then it is deleted with everything in it.`,
        'The instructor can delete it at any time. Backups are kept as long as whoever runs the server keeps them.',
      ],
    },
    {
      title: 'How to erase it',
      lines: [
        'Withdraw: a text is erased at once, and is in no file a few seconds later.',
        'Me, Leave and erase: your name, texts, votes, marks and hand are erased, on all your devices. Your answers stay in the counts, under an id that is nobody’s.',
        'An instructor stays known to the class until it is deleted.',
      ],
    },
    {
      title: 'Of instructors',
      lines: [
        'Texts and word vectors that you keep are yours alone: only this browser has the secret by which they are found. They stay until you delete them here.',
        'A class reads those that you use in it. It sees the sentences on the board and in the evaluation, never the file. Another class gets them only if you allow them to be passed on.',
        'A text that you paste into a class is kept with that class.',
        'Which runs you compare is kept with the class. The figures are not: they are computed again.',
      ],
    },
    {
      title: 'In this browser',
      lines: [
        'Who you are in each class, the name you chose, your language and colours; for instructors the links of their classes and the secret of their texts and word vectors. “Leave and erase” forgets who you were.',
      ],
    },
  ],
};
