/** What By hand is given, where it is opened and the numbers are exact; null where it is not. */
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Picture } from '../../picture/picture.ts';

export const byHandOf = (picture: Picture | null, view: View) =>
  picture?.pass && view.workbench !== 'closed'
    ? { picture, pass: picture.pass, view, stage: view.workbench }
    : null;
