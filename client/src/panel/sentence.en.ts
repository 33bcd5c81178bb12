/** The panel where anyone tries words of their own. */
export const sentence = {
  title: 'Your sentence',
  hint: 'Plain words, or with labels: the museums in [Paris](LOC).',
  legend:
    'Under each word: the network’s p(LOCATION), its answer (LOC if more likely than not), and what the dictionary says (–: not a name, ?: not listed).',
  legendOfScores: (threshold: string) =>
    `Under each word: its score s, the network’s answer (LOC from ${threshold}, as the newest evaluation chose it on the development split), and what the dictionary says (–: not a name, ?: not listed).`,
  exact: 'Computed here, in your browser, with the exact parameters of this step.',
  stale:
    '≈: computed here with this step’s parameters; the words’ vectors are those of step 0, which training has moved since.',
  live: '≈: computed here while the run continues, from the live picture, W rounded.',
  asking: 'Asking for the vectors of your words…',
  notAsked: 'The words could not be sent: there is no connection. They are sent with your next letter.',
  empty: 'Type a sentence: each of its words is classified in its window.',
  unknown: (words: string) =>
    `No word vector of their own: ${words}. They share the one of all unknown words.`,
  words: 'The words, tagged',
  unknownTitle: 'No word vector of its own',
  inside: (word: string) => `Step through “${word}” on the board`,
  offer: (word: string) => `Suggest this sentence to the instructor, asking about “${word}”`,
  offerHint:
    'Press a word to suggest the sentence to the instructor. Students see it only once it is put on the board.',
  offered: 'Suggested. It waits for the instructor; you can withdraw it under “Me”.',
  closed: 'A question is open: your sentence is tagged again when it is revealed.',
  dictionary: 'dict:',
  gold: 'gold',
};
