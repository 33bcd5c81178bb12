/**
 * A wrong input, said in a form that crosses the wire and is put into words in the viewer's own language (SPEC PR6).
 * `params` name the value and the place; `message` is for logs only.
 */
export type RefusalParams = Readonly<Record<string, string | number>>;

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
  constructor(code: RefusalCode, params: RefusalParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}

/** Every way in which something can be refused. The client's catalogue has a sentence for each (checked by type). */
export type RefusalCode =
  // corpus text: `line` and `column` are 1-based
  | 'corpus-unclosed-bracket' // line, column
  | 'corpus-missing-label' // line, column
  | 'corpus-unknown-label' // line, column, label
  | 'corpus-empty-entity' // line, column
  | 'corpus-stray-bracket' // line, column, character
  | 'corpus-columns' // line, columns: fewer columns than the first token line had, or fewer than two
  | 'corpus-bad-tag' // line, column, tag
  | 'corpus-long-sentence' // line, column, words, limit
  | 'corpus-long-entity' // line, column, words, limit
  | 'corpus-empty' // no sentence at all
  | 'corpus-too-large' // characters, limit
  | 'corpus-too-small' // sentences, limit
  | 'corpus-no-location' // no LOCATION window to learn from
  | 'corpus-only-location' // a pair needs a window that is none
  // word vectors
  | 'vectors-none' // no line of the file is a word with its numbers
  | 'vectors-dimensions' // dimensions, limit
  | 'vectors-damaged' // reason: what is kept of them cannot be read
  | 'vectors-not-kept' // hash: its first characters
  // what somebody has brought
  | 'no-upload' // it was given up, or is whole
  | 'no-data' // its owner has no such thing (any more)
  // configuration and commands
  | 'configuration' // path, value, reason
  | 'command' // path, value, reason
  | 'link' // path, value, reason: of what stands after the page's #
  | 'expression' // column, problem, what
  | 'lesson' // path, value, reason; of a text and of what is no JSON also line and column, 1-based
  | 'not-the-driver'
  | 'not-an-instructor'
  | 'not-for-the-driver' // command
  | 'not-for-a-screen' // command
  | 'not-now' // command, status
  | 'run-too-large' // megabytes, limit
  | 'seminar-too-large' // megabytes, limit
  | 'corpus-not-kept' // the text of a run is in the store no more
  | 'run-failed' // because: the thread that computed it has ended (FailureReason)
  | 'given-up' // long work, for what was asked next
  | 'under-pressure' // no new room: those that are open go on
  | 'not-saving' // too much waits for the disk
  // people
  | 'wheel-held' // somebody drives, and is here
  | 'no-such-member' // member
  | 'not-an-assistant' // member
  | 'is-an-instructor' // member: is not sent away
  | 'locked'
  | 'kicked'
  | 'closed' // by whoever runs the server
  | 'left' // of their own accord, and with what they wrote
  // questions
  | 'question' // kind, reason: it cannot be asked here
  | 'no-question' // command: none stands, or not in this phase
  | 'question-open' // command: it would show what is asked
  | 'question-closed' // the round, or the whole question, is over
  | 'already-answered'
  | 'question-revealed'
  | 'no-such-contribution' // id
  // the door
  | 'protocol-version' // client, server
  | 'no-such-room' // code
  | 'unreadable-room' // code: its log cannot be read
  | 'room-failed' // seconds: until it may be opened again; 0: it is being opened again
  | 'not-found' // method, path: an address of the API that is none
  | 'host-key' // only who has the server's key may do this
  | 'other-origin'
  | 'other-host' // host: a name that is not this server's
  | 'bad-secret'
  | 'secret-changed' // the connection came by the one before
  | 'too-many' // what, limit
  | 'sentence-too-long' // words, limit
  | 'internal';

export interface RefusalData {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

export const refusalData = (error: unknown): RefusalData =>
  error instanceof Refusal ? { code: error.code, params: error.params } : { code: 'internal', params: {} };
