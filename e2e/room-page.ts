/** A class as somebody sees it in the browser: what a story looks at and presses, by role and accessible name. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { RawHello } from './raw-client.ts';
import type { Watch } from './watch.ts';

/** The probes of the Board preset, by the sentence that their accessible name begins with. */
export const probes = {
  paris: 'the museums in Paris',
  washington: 'the streets of Washington',
  president: 'President George Washington',
} as const;
export type Probe = keyof typeof probes;

/** What the board says at a pause. Numbers as they stand there, and with all their digits. */
export interface Readings {
  readonly state: string;
  readonly stepsMade: string;
  readonly s: string;
  readonly J: string;
  /** Every entry of δ; empty while it is not yet. */
  readonly delta: readonly string[];
  /** s, J and δ to the last digit. */
  readonly digits: readonly string[];
}

/** A number as it is written, and to its last digit. */
export interface Entry {
  readonly text: string;
  readonly digits: string;
}

/** The numbers in a part of the page. */
const entriesOf = (part: Locator): Promise<Entry[]> =>
  part
    .locator('data')
    .evaluateAll((all) =>
      all
        .filter((element) => element instanceof HTMLDataElement)
        .map((number) => ({ text: number.innerText, digits: number.value })),
    );

export class RoomPage {
  readonly page: Page;
  readonly watch: Watch;

  constructor(page: Page, watch: Watch) {
    this.page = page;
    this.watch = watch;
  }

  /** Of the class, from the page's address. */
  get code(): string {
    const [, code] = /\/r\/([^/#?]+)/.exec(this.page.url()) ?? [];
    if (!code) throw new Error(`${this.page.url()} is no class`);
    return decodeURIComponent(code);
  }

  get state(): Locator {
    return this.page.getByRole('banner').getByRole('status');
  }

  get board(): Locator {
    return this.page.getByRole('application');
  }

  get controls(): Locator {
    return this.page.getByRole('contentinfo', { name: 'Class controls' });
  }

  button(name: 'Run' | 'Pause' | 'Step' | 'Step 0' | 'Menu'): Locator {
    return this.controls.getByRole('button', { name, exact: true });
  }

  /** Speed, f and η, which stand behind one button. */
  async settings(): Promise<Locator> {
    const group = this.controls.getByRole('group', { name: 'Speed, f and η' });
    if (!(await group.isVisible()))
      await this.controls.getByRole('button', { name: /^Speed, f and η/ }).click();
    return group;
  }

  /** A whole step, whatever the bar moves by. */
  async step(): Promise<void> {
    await this.controls.getByRole('radio', { name: 'step', exact: true }).check({ force: true });
    await this.button('Step').click();
  }

  /** Opens By hand, as far as to a stage. */
  async byHand(stage: 'symbols' | 'shapes' | 'numbers'): Promise<void> {
    await this.page.getByRole('button', { name: 'By hand', exact: true }).click();
    await this.page
      .getByRole('group', { name: 'By hand', exact: true })
      .getByRole('button', { name: stage })
      .click();
  }

  /** A page of By hand, by the beginning of its name. */
  handPage(name: string): Locator {
    return this.page
      .getByRole('group', { name: 'Part', exact: true })
      .getByRole('button', { name: new RegExp(`^\\d ${name}`) });
  }

  /** Opens the menu of the bar and chooses. */
  async choose(
    item: 'Teach a lesson…' | 'Breakpoints…' | 'Runs…' | 'Reset' | 'New run…' | 'All keys' | 'Evaluation',
  ): Promise<void> {
    await this.button('Menu').click();
    await this.controls.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** The driver's dialog about the class; what only those who lead may see is shown on this page, which nobody mirrors. */
  async classDialog(tab: 'People' | 'Texts' | 'Report'): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: 'The class' });
    if (!(await dialog.isVisible())) await this.controls.getByRole('button', { name: /^Class/ }).click();
    await dialog.getByRole('button', { name: tab, exact: true }).click();
    await dialog.getByRole('button', { name: 'Show here' }).click();
    return dialog;
  }

  /** The lines of the report that the driver takes home. The class's dialog shows it. */
  async reportLines(): Promise<readonly string[]> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8').trimEnd().split('\r\n');
  }

  /** The loss over the steps, by which the driver seeks. */
  get timeline(): Locator {
    return this.controls.getByRole('slider', { name: 'Timeline of the loss' });
  }

  tensor(name: string): Locator {
    return this.board.getByRole('img', { name: new RegExp(`^${name}, `) });
  }

  probe(probe: Probe): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${probes[probe]}.*p\\(LOCATION\\)`) });
  }

  /** p(LOCATION) of a probe, as its accessible name says it. */
  async probability(probe: Probe): Promise<number> {
    const name = (await this.probe(probe).getAttribute('aria-label')) ?? '';
    return Number(/= ([\d.]+)$/.exec(name)?.[1]);
  }

  async setSpeed(speed: string): Promise<void> {
    await (await this.settings()).getByRole('combobox', { name: 'Speed' }).selectOption(speed);
  }

  /** Steps made, as it is shown. */
  async stepsMade(): Promise<number> {
    return Number((await this.#stepsMade.innerText()).replace(/\D/g, ''));
  }

  get #stepsMade(): Locator {
    return this.page.getByText(/^(no steps yet|step [\d,]+)$/);
  }

  /** Resolves once so many steps have been made, as far as this page knows. */
  async untilSteps(steps: number): Promise<void> {
    await expect.poll(() => this.stepsMade()).toBeGreaterThanOrEqual(steps);
  }

  /** Whether the run goes on here: more steps are shown than a moment ago. */
  async seesItRun(): Promise<void> {
    await this.untilSteps((await this.stepsMade()) + 1);
  }

  /** Everything that the board says at a pause, δ from its table. */
  async readings(): Promise<Readings> {
    const delta = await this.entries('∂J/∂z = δ');
    const s = await entriesOf(this.#scalar('s'));
    const J = await entriesOf(this.#scalar('J'));
    return {
      state: await this.state.innerText(),
      stepsMade: await this.#stepsMade.innerText(),
      s: await this.#scalar('s').innerText(),
      J: await this.#scalar('J').innerText(),
      delta: delta.map(({ text }) => text),
      digits: [...s, ...J, ...delta].map(({ digits }) => digits),
    };
  }

  /** A tensor's entries from its table, those of one word where it has words; none while it is not yet. */
  async entries(name: string, word?: string): Promise<readonly Entry[]> {
    const table = this.page.getByRole('region', { name: 'Read as a table' });
    const forms = this.page.getByRole('group', { name: 'Numbers in the cells' });
    // Pressed also where it is open already: that may be the driver's, who has closed it meanwhile, and one's own stays.
    await forms.getByRole('button', { name: 'Table' }).click();
    await table.getByRole('combobox', { name: 'Numbers of' }).selectOption(name);
    if (word) await table.getByRole('combobox', { name: 'Word' }).selectOption(word);
    const entries = await entriesOf(table.getByRole('region', { name, exact: true }).getByRole('cell'));
    // It stands in the place of the pictures, which are looked at next.
    await forms.getByRole('button', { name: 'Colours' }).click();
    return entries;
  }

  #scalar(name: 's' | 'J'): Locator {
    return this.board.getByRole('img', { name: new RegExp(`^${name} `) });
  }

  /** What this browser would show to come back as the same member. */
  async member(): Promise<NonNullable<RawHello['member']>> {
    const kept = await this.page.evaluate(
      (code) => localStorage.getItem(`deltaboard:member:${code}`),
      this.code,
    );
    return JSON.parse(kept ?? '') as NonNullable<RawHello['member']>;
  }

  /** What this browser keeps of the class that it leads. */
  async secret(): Promise<string> {
    const kept = await this.page.evaluate(() => localStorage.getItem('deltaboard:classes'));
    const classes = JSON.parse(kept ?? '[]') as readonly { readonly code: string; readonly secret: string }[];
    const own = classes.find(({ code }) => code === this.code);
    if (!own) throw new Error(`This browser holds no secret of ${this.code}.`);
    return own.secret;
  }

  /** How the instructor comes to the class. */
  async hello(): Promise<RawHello> {
    return { room: this.code, secret: await this.secret() };
  }

  /** The instructor's link, secret and all, which no address bar shows. */
  async instructorLink(): Promise<string> {
    return `${new URL(this.page.url()).origin}/r/${this.code}#${await this.secret()}`;
  }
}
