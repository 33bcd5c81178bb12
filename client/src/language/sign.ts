/** What stands where the code of a class does: of a rehearsal that it is one (SPEC LE20). */
import type { Session } from '../session/session.svelte.ts';
import { language } from './language.svelte.ts';

export const signOf = ({ isRehearsal, code }: Pick<Session, 'isRehearsal' | 'code'>): string =>
  isRehearsal ? language.t.shell.rehearsal : code;
