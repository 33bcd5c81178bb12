/** The driver's own phone: the remote, the board, and what the bar under it has no room for. */
import type { Language, Role } from '../sizes.ts';
import { press, type Scene } from './scene.ts';

const roles: readonly Role[] = ['remote'];

export const onTheRemote = (language: Language): Scene => {
  const [board, more, remote] =
    language === 'en' ? [/^Board$/, /^More controls$/, /^Remote$/] : [/^칠판$/, /^더 보기$/, /^리모컨$/];
  return {
    stages: [
      { name: 'the remote', roles },
      { name: 'the remote, its board', roles, open: press(board), close: press(more, remote) },
      {
        name: 'the remote, more controls',
        roles,
        open: press(board, more),
        close: press(remote),
      },
    ],
  };
};
