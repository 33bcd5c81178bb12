/** What a student opens over the class: their own name, questions and answers; on a phone the menu and what it leads to. */
import type { Page } from '@playwright/test';
import type { Language, Role } from '../sizes.ts';
import { press, seek, type Scene, type Stage } from './scene.ts';

const named = {
  en: {
    me: /^Me$/,
    parts: { votes: /^Votes$/, record: /^Answers$/, kept: /^Kept$/ },
    menu: /^Menu$/,
    timeline: /^Timeline$/,
    runs: /^Runs…$/,
    panel: /^Charts · /,
    invite: /^Invite/,
  },
  ko: {
    me: /^내 정보$/,
    parts: { votes: /^투표$/, record: /^내 답$/, kept: /^보관$/ },
    menu: /^메뉴$/,
    timeline: /^시간 막대$/,
    runs: /^학습 목록…$/,
    panel: /^학습 곡선 · /,
    invite: /^초대/,
  },
} as const;

async function close(page: Page): Promise<void> {
  const open = page.locator('dialog[open]');
  for (let k = 0; k < 3 && (await open.count()) > 0; k++) await page.keyboard.press('Escape');
}

const asked = [
  'Why is δ a row here and a column on the board before?',
  'Does a negative ∂J/∂u mean that u goes down?',
  'Where does the reshaping of ∂J/∂W come from, and does every book write it in the same way?',
];

export const studentsOwn = (language: Language): Scene => {
  const t = named[language];
  const stage = (name: string, names: readonly RegExp[], roles: readonly Role[] = ['phone']): Stage => ({
    name,
    roles,
    async open(page) {
      await press(...names)(page);
      await page.locator('dialog[open]').waitFor();
    },
    close,
  });
  const ownCorner = (name: string, ...part: readonly RegExp[]): Stage => ({
    ...stage(name, [t.me, ...part], ['student', 'phone']),
    quick: part.length === 0,
  });
  return {
    async enter(room) {
      await seek(room, 13);
      for (const [student, text] of asked.entries()) {
        await room.asStudent(student, { type: 'contribute', contribution: { kind: 'question', text } });
        await room.drive({ type: 'put-to-vote', id: room.written, open: true });
      }
    },
    stages: [
      ownCorner('me'),
      ownCorner('me, votes', t.parts.votes),
      ownCorner('me, answers', t.parts.record),
      ownCorner('me, what is kept', t.parts.kept),
      stage('a phone’s menu', [t.menu]),
      stage('a phone’s menu, timeline', [t.menu, t.timeline]),
      stage('a phone’s menu, runs', [t.menu, t.runs]),
      { ...stage('a phone’s menu, side panel', [t.menu, t.panel]), paged: true },
      stage('a phone’s menu, invite', [t.menu, t.invite]),
    ],
    async leave(room) {
      for (const { id } of room.state.openTexts) await room.drive({ type: 'discard', id });
    },
  };
};
