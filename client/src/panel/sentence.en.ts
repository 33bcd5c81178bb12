/** The panel where anyone tries words of their own. */
export const sentence = {
  title: 'Your sentence',
  hint: 'Plain words, or with labels: the museums in [Paris](LOC).',
  legend:
    'Under each word: the network’s p(LOCATION), its answer (LOC where that is the likelier), and what the dictionary says (–: no name, ?: not in it).',
  legendOfScores: (threshold: string) =>
    `Under each word: its score s, the network’s answer (LOC from ${threshold}, as the newest evaluation chose it on the development split), and what the dictionary says (–: no name, ?: not in it).`,
  exact: 'Computed here, in your browser, with the exact parameters of this step.',
  stale:
    '≈: computed here with this step’s parameters; the words’ vectors are those of step 0, which training has moved since.',
  live: '≈: computed here while the run goes on, from the live picture, W rounded.',
  asking: 'Asking for the vectors of your words…',
  notAsked: 'The words could not be sent: there is no connection. They are sent with your next letter.',
  empty: 'Type a sentence: each of its words is classified in its window.',
  unknown: (words: string) =>
    `No word vector of their own: ${words}. They share the one of all unknown words.`,
  unknownTitle: 'No word vector of its own',
  inside: (word: string) => `Step through “${word}” on the board`,
  offer: (word: string) => `Offer the sentence to the class, with “${word}” in question`,
  offerHint:
    'Press a word to offer the sentence to the class: it is yours until the driver puts it on the board.',
  offered: 'Offered. It waits for whoever leads the class; “Me” has it, to withdraw.',
  closed: 'A question is open: your sentence is tagged again once it is revealed.',
  dictionary: 'dict:',
  gold: 'gold',
};
