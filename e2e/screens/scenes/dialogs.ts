/** What the driver's page opens over itself, by the names of its buttons. */
import type { Page } from '@playwright/test';
import { settled } from '../../measured.ts';
import type { Language } from '../sizes.ts';
import { press, seek, type Scene, type Stage } from './scene.ts';

/** Names of buttons in both languages. */
const named = {
  en: {
    settings: /^Speed, f and η/,
    menu: /^Menu$/,
    breakpoints: /^Breakpoints…$/,
    runs: /^Runs…$/,
    newRun: /^New run…$/,
    ask: /^Ask…$/,
    class: /^Class/,
    showHere: /^Show here$/,
    remove: /^Remove$/,
    tabs: { texts: /^Texts$/, report: /^Report$/ },
    lookThrough: /^Look through it…$/,
    change: /^Change how it is read$/,
    invite: /^Invite/,
    projector: /^On the projector…$/,
    phone: /^Control from your phone…$/,
    teach: /^Teach a lesson…$/,
    own: /^Your lessons$/,
    make: /^Make a lesson$/,
    take: /^Take what I see now$/,
    edit: /^Edit page…$/,
    place: /^Place and question$/,
    closeEditor: 'Close the editor',
  },
  ko: {
    settings: /^속도, f, η/,
    menu: /^메뉴$/,
    breakpoints: /^중단점…$/,
    runs: /^학습 목록…$/,
    newRun: /^새 학습…$/,
    ask: /^질문하기…$/,
    class: /^수업/,
    showHere: /^여기에 보이기$/,
    remove: /^내보내기$/,
    tabs: { texts: /^글$/, report: /^보고서$/ },
    lookThrough: /^살펴보기…$/,
    change: /^읽는 방법 바꾸기$/,
    invite: /^초대/,
    projector: /^프로젝터 화면 설정…$/,
    phone: /^휴대폰으로 진행하기…$/,
    teach: /^강의 열기…$/,
    own: /^내 강의$/,
    make: /^강의 만들기$/,
    take: /^지금 보이는 것을 페이지로$/,
    edit: /^페이지 편집…$/,
    place: /^위치와 질문$/,
    closeEditor: '편집기 닫기',
  },
} as const;

/** However many lie over each other. */
async function close(page: Page): Promise<void> {
  const open = page.locator('dialog[open], [role=menu], [popover]:popover-open, .popover');
  for (let k = 0; k < 4 && (await open.count()) > 0; k++) await page.keyboard.press('Escape');
}

/** A table of a corpus with types of its own, and rows that cannot be read. */
const table = [
  ...Array.from({ length: 60 }, (_, k) =>
    [
      ['Sofia', 'B-person'],
      ['Kovalevskaya', 'I-person'],
      ['taught', 'O'],
      ['in', 'O'],
      [k % 2 === 0 ? 'Stockholm' : 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', 'B-geo'],
      ['since', 'O'],
      [String(1884 + k), 'B-time'],
      ['for', 'O'],
      ['the', 'O'],
      ['University', 'B-group'],
    ]
      .map((row) => row.join('\t'))
      .join('\n'),
  ),
  ['lost', 'I-geo', 'and', 'more'].join('\t'),
  '\tO\n\tB-geo',
].join('\n\n');

const prose = Array.from(
  { length: 80 },
  (_, k) => `Visitor ${k} came to Velden, and saw nobody but Mira Kos of the lighthouse company there.`,
).join(' ');

export const dialogs = (language: Language): Scene => {
  const t = named[language];
  const stage = (name: string, names: readonly RegExp[], quick = true): Stage => ({
    name,
    roles: ['driver'],
    quick,
    open: press(...names),
    close,
  });
  /** Of the dialog about the class what a mirrored screen hides where no projector is. */
  const ofClass = (name: string, names: readonly RegExp[], quick = false): Stage => ({
    name,
    roles: ['driver'],
    quick,
    async open(page) {
      await press(t.class, ...names)(page);
      await settled(page);
      const cover = page.getByRole('button', { name: t.showHere });
      if (await cover.isVisible()) await cover.click();
    },
    close,
  });
  /** A text of one's own, in the form of a new run. */
  async function pasted(page: Page, text: string): Promise<void> {
    await press(t.menu, t.newRun)(page);
    await page.locator('dialog input[value=pasted]').check();
    await page.locator('dialog textarea').fill(text);
  }
  const ownText = (name: string, text: string, ...then: readonly RegExp[]): Stage => ({
    name,
    roles: ['driver'],
    quick: text === prose && then.length === 1,
    async open(page) {
      await pasted(page, text);
      await press(...then)(page);
    },
    close,
  });
  /** A new lesson in the editor, with a page of what is seen, and what is opened from there. */
  const edited = (name: string, ...then: readonly RegExp[]): Stage => ({
    ...stage(name, [t.menu, t.teach, t.own, t.make, t.take, ...then], then.length === 0),
    paged: true,
    async close(page) {
      await close(page);
      await page.getByRole('button', { name: t.closeEditor }).click();
    },
  });
  return {
    async enter(room) {
      await seek(room, 13);
      await room.asStudent(2, { type: 'hand', raised: true });
      await room.drive({ type: 'appoint', member: room.students[0], assistant: true });
    },
    stages: [
      stage('settings', [t.settings]),
      stage('menu', [t.menu]),
      stage('breakpoints', [t.menu, t.breakpoints]),
      stage('runs', [t.menu, t.runs], false),
      stage('a new run', [t.menu, t.newRun]),
      {
        ...stage('one’s own word vectors', [], false),
        async open(page) {
          await press(t.menu, t.newRun)(page);
          await page.locator('dialog select[name=vectors]').selectOption('own');
        },
      },
      stage('ask', [t.ask]),
      stage('class', [t.class]),
      ofClass('class, people', [], true),
      {
        ...ofClass('class, somebody is removed', []),
        async open(page) {
          await ofClass('', []).open?.(page);
          await press(t.remove)(page);
        },
      },
      ofClass('class, texts', [t.tabs.texts]),
      ofClass('class, report', [t.tabs.report]),
      stage('invite', [t.invite], false),
      stage('lessons', [t.menu, t.teach], false),
      edited('lesson editor'),
      edited('lesson editor, a page’s words', t.edit),
      edited('lesson editor, a page’s place', t.edit, t.place),
      stage('projector’s language', [t.menu, t.projector], false),
      stage('a phone of one’s own', [t.menu, t.phone], false),
      ownText('a new run, one’s own text', prose),
      ownText('import, prose', prose, t.lookThrough),
      ownText('import, a table', table, t.lookThrough),
      ownText('import, a table, how it is read', table, t.lookThrough, t.change),
    ],
    async leave(room) {
      await room.drive({ type: 'appoint', member: room.students[0], assistant: false });
      await room.drive({ type: 'lower-hand', member: room.students[2] });
    },
  };
};
