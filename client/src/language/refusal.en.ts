import { form } from './format.ts';
import type { RefusalCode, RefusalParams } from '@deltaboard/shared/refusal.ts';
import { given, isNoNumber, numberPath, parseReason } from './reason.ts';

/** Settings by their path in a configuration or command. */
const settings: Readonly<Record<string, string>> = {
  seed: 'The seed',
  'corpus.text': 'The pasted text',
  'input.radius': 'The window radius r',
  'input.dimensions': 'The word vectors’ length d',
  'sampling.oneIn': 'The share of LOCATION windows',
  hidden: 'The network’s size (parameters in all)',
  'hidden.0': 'The number of hidden units',
  'hidden.1': 'The units of layer 2',
  'hidden.2': 'The units of layer 3',
  'hidden.3': 'The units of layer 4',
  batch: 'The minibatch B',
  decay: 'L2’s λ',
  nonLinearity: 'The non-linearity f',
  learningRate: 'The learning rate η',
  'change.value': 'The new setting',
  epochLimit: 'The epoch limit',
  evaluateEvery: 'The distance between evaluations',
  speed: 'The speed',
  bound: 'The bound',
  word: 'The word',
  step: 'The step',
};

/** What is wrong with a typed expression. */
function expressionProblem(problem: string, what: string | number | undefined): string {
  switch (problem) {
    case 'empty':
      return 'there is no expression.';
    case 'too-long':
      return `an expression has at most ${what} characters.`;
    case 'too-large':
      return `the graph would have more than ${what} nodes.`;
    case 'character':
      return `“${what}” is no part of an expression.`;
    case 'unknown-function':
      return `there is no function “${what}”. There are max, min, exp, log, σ (or sigmoid), tanh, hardtanh, relu, leakyrelu, gelu and identity.`;
    case 'arguments':
      return `“${what}” takes a different number of arguments.`;
    case 'no-value':
      return `give “${what}” a value.`;
    case 'function-as-variable':
      return `“${what}” is a function: its argument in brackets is missing.`;
    case 'not-scalar':
      return `“${what}” is not a number.`;
    case 'product':
      return `write a product with its sign: ${what}.`;
    case 'decimal-comma':
      return `write decimals with a point: ${what}.`;
    case 'power':
      return `write a power as ${what}.`;
    case 'unclosed':
      return 'this bracket is never closed.';
    default:
      return 'this cannot be read here: an operator or ) is expected.';
  }
}

/** Why a question cannot be asked here. */
function questionProblem(reason: string): string {
  switch (reason) {
    case 'no-pass':
      return 'This question is about a pass: step into one first.';
    case 'done':
      return 'The pass has shown this already: ask before the operation that computes it.';
    case 'objective':
      return 'What is differentiated has nothing of the kind: switch between J and s.';
    case 'update':
      return 'There is no update here: look at a training window and differentiate J.';
    case 'head':
      return 'This head has nothing of the kind.';
    case 'layer':
      return 'The network has no such layer.';
    case 'alike':
      return 'Here the wrong formulas give what the right one gives: there is nothing to choose from.';
    case 'no-number':
      return 'The run has diverged: there is no number to type.';
    default:
      return 'There is no such entry.';
  }
}

const settingOf = (path: string | number | undefined): string =>
  settings[String(path).replace(/^configuration\./, '')] ?? `The setting “${path}”`;

/** What a schema asks for, in words. */
export function must(text: string | number | undefined): string {
  const reason = parseReason(text);
  switch (reason.kind) {
    case 'at-most':
    case 'parameters':
      return `it must be at most ${given(reason.bound)}`;
    case 'at-least':
      return `it must be at least ${given(reason.bound)}`;
    case 'above':
      return `it must be greater than ${given(reason.bound)}`;
    case 'below':
      return `it must be less than ${given(reason.bound)}`;
    case 'one-of':
      return `it must be one of ${reason.choices.join(', ')}`;
    case 'whole-number':
      return 'it must be a whole number';
    case 'number':
      return 'it must be a number';
    case 'unknown-key':
    case 'other':
      return 'this server does not understand it';
  }
}

/** What is not a number at all is not repeated: an empty field, NaN. */
const setting = ({ path, value, reason }: RefusalParams): string =>
  isNoNumber(value, reason)
    ? `${settingOf(numberPath(path))} must be a number.`
    : `${settingOf(path)} cannot be ${given(value)}: ${must(reason)}.`;

const some = (number: string | number | undefined, one: string, more: string): string =>
  `${given(number)} ${form(Number(number), one, more)}`;

function tooMany({ what, limit }: RefusalParams): string {
  switch (what) {
    case 'members':
      return `This class is full: it has ${some(limit, 'member', 'members')}. Try again when somebody has left.`;
    case 'contributions':
      return `You have ${some(limit, 'text', 'texts')} waiting. Withdraw one, or wait until the instructor has seen them.`;
    case 'waiting':
      return 'So many texts are waiting that no more are taken. Try again when the instructor has seen some.';
    case 'rooms':
      return 'Too many classes have been opened on this server. Try again later.';
    case 'own-rooms':
      return `Your network has ${some(limit, 'class', 'classes')} open here already. Close one, and try again in a minute.`;
    case 'new-rooms':
      return 'Many classes have been started from your network. Try again in a minute.';
    case 'request':
      return `This is too large: at most ${given(limit)} bytes are taken.`;
    case 'running':
      return `${some(limit, 'class runs', 'classes run')} on this server at once, and no more can. Try again when one has paused.`;
    case 'codes':
      return 'Too many wrong codes have come from this network. Try again in a few minutes.';
    case 'joins':
      return 'Many people are joining from this network at once. Try again in a moment.';
    case 'screens':
      return `This class has ${some(limit, 'projector', 'projectors')} already. Close one, or ask your instructor to remove one.`;
    case 'connections':
      return `You have opened this class in more than ${some(limit, 'window', 'windows')}: the oldest ones have been closed.`;
    case 'record':
      return `This class has had its ${some(limit, 'member', 'members')}. You can still watch it.`;
    case 'log':
      return 'This class has written as much as it can keep. You can still watch it, and take back what you have written.';
    case 'questions':
      return `This class has had its ${some(limit, 'question', 'questions')}. Start a new class.`;
    case 'branches':
      return `This run has its ${some(limit, 'branch', 'branches')}. Start a new run.`;
    case 'runs':
      return `This class has had its ${given(limit)} runs, and no more are possible. Start a new class.`;
    default:
      return 'Too many requests. Wait a moment and try again.';
  }
}

/** What has become of a thread that computed. */
function failure(because: string | number | undefined): string {
  switch (because) {
    case 'no-sign':
      return 'The trainer did not respond, and the server ended it.';
    case 'out-of-memory':
      return 'The trainer needed more memory than this server allows, and was ended.';
    default:
      return 'The trainer stopped unexpectedly.';
  }
}

const at = ({ line, column }: RefusalParams): string => `Line ${line}, column ${column}:`;

export const refusal: Readonly<Record<RefusalCode, (params: RefusalParams) => string>> = {
  'corpus-unclosed-bracket': (p) => `${at(p)} this bracket is never closed. Write [Paris](LOC).`,
  'corpus-missing-label': (p) => `${at(p)} a label must follow the bracket, as in [Paris](LOC).`,
  'corpus-unknown-label': (p) => `${at(p)} “${p.label}” is not a label. Use PER, LOC, ORG or MISC.`,
  'corpus-empty-entity': (p) => `${at(p)} these brackets hold no word.`,
  'corpus-stray-bracket': (p) =>
    `${at(p)} “${p.character}” opens or closes nothing. Write \\${p.character} for the character itself.`,
  'corpus-columns': (p) =>
    `${at(p)} the line has ${some(p.columns, 'column', 'columns')}, too few: each needs a word and its tag, and as many columns as the first.`,
  'corpus-bad-tag': (p) => `${at(p)} “${p.tag}” is not a tag. Use O, B-LOC, I-LOC and the like.`,
  'corpus-long-sentence': (p) =>
    `Line ${p.line}: a sentence of ${p.words} words; at most ${p.limit} are taken.`,
  'corpus-long-entity': (p) => `Line ${p.line}: a name of ${p.words} words; at most ${p.limit} are taken.`,
  'corpus-empty': (p) => `${at(p)} there is no sentence in this text.`,
  'corpus-too-large': (p) =>
    `The text has ${given(p.characters)} characters; at most ${given(p.limit)} are taken.`,
  'corpus-too-small': (p) =>
    `The text has ${some(p.sentences, 'sentence', 'sentences')}; at least ${given(p.limit)} are needed.`,
  'corpus-no-location': () =>
    'No word of this text is marked as a location (LOC): there is nothing to learn.',
  'corpus-only-location': () =>
    'Every word of the text is labelled LOCATION: a pair needs a non-LOCATION window.',
  'vectors-none': () =>
    'No line of this file is a word with its numbers, as in GloVe, word2vec or fastText text.',
  'vectors-dimensions': (p) => `These vectors have ${p.dimensions} numbers; at most ${p.limit} are taken.`,
  'vectors-damaged': (p) => `These word vectors cannot be read (${p.reason}). Bring their file again.`,
  'vectors-not-kept': (p) =>
    `The word vectors of this run (${p.hash}…) are not stored for this class: they were deleted, or are not yours.`,
  'no-upload': () => 'This upload was given up. Begin again.',
  'no-data': () => 'It was deleted already.',
  'corpus-not-kept': () => 'The text of this run is not stored any more.',
  expression: ({ column, problem, what }) => `Column ${column}: ${expressionProblem(String(problem), what)}`,
  lesson: ({ path }) => `The lesson is wrong at “${path}”.`,
  configuration: setting,
  command: setting,
  link: setting,
  'not-the-driver': () => 'Only the person leading the class can do this.',
  'not-an-instructor': () => 'Only an instructor or an assistant of this class can take control.',
  'not-for-the-driver': () => 'This is for the class, not for the person leading it.',
  'not-for-a-screen': () => 'This page is a projector: it only shows.',
  'wheel-held': () => 'Somebody is leading this class. An assistant can take control when nobody is.',
  'no-such-member': () => 'This member is not in the class any more.',
  'not-an-assistant': () =>
    'Control can be handed over to an assistant or an instructor only. Make this member an assistant first.',
  'is-an-instructor': () => 'An instructor cannot be removed.',
  locked: () => 'This class is locked: nobody new can join. Ask your instructor to unlock it.',
  kicked: () => 'You have been removed from this class.',
  closed: () =>
    'Whoever runs this server has closed the class. It is kept, and continues when somebody opens it again.',
  left: () => 'Your name and what you wrote have been erased.',
  question: ({ reason }) => questionProblem(String(reason)),
  'no-question': () => 'There is no question for this at the moment.',
  'question-open': () => 'A question is open: this would show what is asked. Reveal it or close it first.',
  'question-closed': () => 'Too late: no answers are being taken any more.',
  'already-answered': () => 'You have already answered: one answer per round counts.',
  'question-revealed': () => 'Too late: the answer has been revealed.',
  'no-such-contribution': () => 'This text has been withdrawn meanwhile.',
  'not-now': ({ status }) =>
    status === 'preparing'
      ? 'A new run is being built. Try again when its board has appeared.'
      : 'This does nothing at the moment: the class has moved on meanwhile.',
  'protocol-version': () => 'This page is older or newer than the server. Reload it.',
  'no-such-room': ({ code }) =>
    code ? `There is no class with the code ${code}.` : 'There is no such class.',
  'not-found': () => 'There is nothing at this address.',
  'host-key': () => 'On this server only whoever has its key can do this.',
  'other-origin': () => 'This came from another page. Open Deltaboard at its own address.',
  'other-host': ({ host }) =>
    `This server does not know itself as ${host}. Whoever runs it can allow the name: ALLOWED_HOSTS.`,
  'secret-changed': () => 'This class has a new instructor’s link. Ask for it.',
  'bad-secret': () => 'The instructor’s link is not the right one for this class.',
  'too-many': tooMany,
  'sentence-too-long': (p) =>
    `The sentence has ${some(p.words, 'word', 'words')}; at most ${p.limit} are possible.`,
  'run-too-large': ({ megabytes, limit }) =>
    `This run would need ${given(megabytes)} MB on the server; at most ${given(limit)} MB are allowed. Choose fewer units, shorter word vectors, or keep them frozen.`,
  'seminar-too-large': ({ megabytes, limit }) =>
    `A seminar of this lesson would need ${given(megabytes)} MB on the server; at most ${given(limit)} MB are allowed. Use smaller networks, or fewer places in them.`,
  'run-failed': ({ because }) => `${failure(because)} The class is where it was.`,
  'given-up': () => 'This was cancelled for what was asked next.',
  'under-pressure': () =>
    'The server has no room for another class now: those that are open come first. Try again in a minute.',
  'not-saving': () =>
    'The server cannot save anything now, and has kept as much as it can. Try again in a moment.',
  'unreadable-room': ({ code }) =>
    `What is kept of class ${code} cannot be read. Ask whoever runs the server.`,
  'room-failed': ({ seconds }) =>
    seconds === 0
      ? 'Something went wrong in this class on the server. The class is being opened again where it was; you return automatically.'
      : 'Something went wrong in this class twice within a minute, and the server has closed it for a minute. What was saved is kept; this page returns automatically.',
  internal: () => 'Something went wrong on the server. Try again.',
};
