import type { RefusalParams } from '@deltaboard/shared/refusal.ts';
import { count } from '../../language/format.ts';
import { given } from '../../language/reason.ts';

const because = (reason: string | number | undefined): string => {
  switch (reason) {
    case 'twice':
      return 'it is set twice';
    case 'no value':
      return 'it has no value';
    case 'name':
      return 'there is no such setting';
    case 'escape':
      return 'its percent signs are malformed';
    default:
      return `expected ${reason}`;
  }
};

export const messages = {
  title: 'A run from a link',
  intro: 'This link starts a class with exactly this run: the same seed gives the same numbers.',
  configuration: 'Configuration',
  place: 'Place',
  beginning: 'Inside step 1, after the forward pass',
  beforeFirst: 'Before the first step',
  after: (step: number) => `After step ${count(step)}`,
  inside: (step: number, operation: number, symbol: string) =>
    `Inside step ${count(step)}, operation ${operation} (${symbol})`,
  changes: 'Changed on the way',
  change: (what: string, step: number) => `${what} after step ${count(step)}`,
  hidden: 'Hidden on your page',
  start: 'Start a class here',
  starting: 'Starting…',
  key: 'Key of this server',
  unreadable: 'This link cannot be opened.',
  wrong: ({ path, value, reason }: RefusalParams) =>
    path === '#'
      ? `It is too long: ${given(value)} characters, at most ${given(String(reason).slice(2))}.`
      : `At “${path}”${value === '' ? '' : ` = “${value}”`}: ${because(reason)}.`,
  ownText: 'This run was made on somebody’s own text.',
  ownTextHint:
    'A link never contains a text, only its fingerprint. Ask its owner for the text, and start a class with it under New run.',
  lessonTitle: 'A lesson from a link',
  lessonIntro:
    'This link holds a whole lesson. Starting it also keeps it among your lessons in this browser.',
  startLesson: 'Start a class with it',
  keepLesson: 'Only keep it',
  lessonKept: 'It is among your lessons',
  firstPage: 'Home',
};
