import { count, plural } from '../language/format.ts';

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const weekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

/** The classes of this browser, on the first page. Loaded with it. */
export const classes = {
  title: 'Your classes',
  where: 'kept on this server',
  looking: 'Looking for your classes…',
  again: 'Try again',
  unnamed: (code: string) => `Class ${code}`,
  day: (time: number) => `${weekdays.format(time)} ${dates.format(time)}`,
  members: (members: number) => plural(members, 'member', 'members'),
  here: (members: number) => `${count(members)} connected now`,
  step: (step: number) => (step === 0 ? 'no steps yet' : `last step ${count(step)}`),
  until: (time: number) => `kept until ${dates.format(time)}`,
  open: 'Open',
  rename: 'Rename',
  delete: 'Delete',
  /** What a button does, to which class. */
  does: (what: string, title: string) => `${what}: ${title}`,
  nameOf: (code: string) => `Name of the class ${code}`,
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  sure: (title: string) => `Delete “${title}”?`,
  gone: 'Its runs, questions and answers are deleted for everybody. This cannot be undone.',
  inIt: (members: number) => `${plural(members, 'person is', 'people are')} in it now.`,
  deleted: (title: string) => `“${title}” has been deleted.`,
};
