/** Every experiment, and the scratch graph, on every screen of a classroom: nothing cut, scrolled, over anything else or too small. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { isLong } from '../long.ts';
import { openClassroom, type Classroom } from '../screens/classroom.ts';
import { misplaced, seats } from '../screens/part.ts';
import { languages } from '../screens/sizes.ts';

const LABORATORY = 'main section.page';

/** On a small page an experiment has pages of its own. */
const pagesOf = (page: Page) => page.locator(LABORATORY).locator('.pages button');

async function lookAt(room: Classroom, within: string, name: string, found: string[]): Promise<void> {
  for (const seat of seats) {
    found.push(...(await misplaced(room, seat, within, name)));
    const page = room.pages[seat.role];
    const count = seat.role === 'projector' ? 0 : await pagesOf(page).count();
    for (let k = 1; k < count; k++) {
      await pagesOf(page).nth(k).click();
      found.push(...(await misplaced(room, seat, within, `${name}, page ${k + 1}`)));
    }
    if (count > 0) await pagesOf(page).first().click();
  }
}

for (const language of isLong ? languages : languages.slice(-1)) {
  test(`LB20 LB21 every experiment fits every screen, ${language}`, async ({ browser, server }) => {
    test.setTimeout(360_000);
    const room = await openClassroom(browser, server.url, language, false);
    const found: string[] = [];
    await room.drive({ type: 'view', view: { page: 'laboratory' } });
    await lookAt(room, LABORATORY, 'f, before δ', found);
    await room.drive({ type: 'seek', step: 1, operation: 13 });
    await lookAt(room, LABORATORY, 'f', found);
    await room.drive({ type: 'view', view: { identityAt: 0.5 } });
    await lookAt(room, LABORATORY, 'f, tanh by σ', found);
    await room.drive({ type: 'view', view: { identityAt: null, tried: 'leakyRelu' } });
    await lookAt(room, LABORATORY, 'f, another one', found);
    await room.drive({ type: 'view', view: { experiment: 'why-non-linear', tried: null } });
    await lookAt(room, LABORATORY, 'why', found);
    await room.drive({ type: 'view', view: { contest: { task: 'rings', epochs: 200 } } });
    await lookAt(room, LABORATORY, 'why, trained', found);
    await room.drive({ type: 'view', view: { experiment: 'multiplications' } });
    await lookAt(room, LABORATORY, 'multiplications', found);
    const growth = { over: 'depth', depth: null, width: 512, read: 4 } as const;
    await room.drive({ type: 'view', view: { growth } });
    await lookAt(room, LABORATORY, 'multiplications, depth', found);
    await room.drive({ type: 'view', view: { experiment: 'nudge' } });
    await lookAt(room, LABORATORY, 'nudge', found);
    await room.drive({ type: 'view', view: { nudge: { entry: { of: 'W1', index: 371 }, h: -5e-12 } } });
    await lookAt(room, LABORATORY, 'nudge, W', found);
    expect(found).toEqual([]);

    // Tables take the place of what they are the numbers of.
    const { driver } = room.pages;
    await driver.setViewportSize({ width: 1280, height: 720 });
    const part = driver.locator(LABORATORY);
    const table = language === 'en' ? 'As a table' : '표로 보기';
    await room.drive({ type: 'view', view: { experiment: 'multiplications' } });
    await part.getByRole('button', { name: table }).click();
    const seat = seats[0];
    found.push(...(await misplaced(room, seat, LABORATORY, 'the table of multiplications')));
    const hidden = [100, 20];
    const configuration = { ...presets.board, hidden };
    await room.drive({ type: 'configure', preset: null, configuration } as Command);
    await room.drive({
      type: 'view',
      view: { experiment: 'non-linearity', growth: { ...growth, width: null } },
    });
    await part.getByRole('button', { name: language === 'en' ? 'Unit by unit' : '유닛별로 보기' }).click();
    found.push(...(await misplaced(room, seat, LABORATORY, 'unit by unit')));
    expect(found).toEqual([]);
    await room.close();
  });

  test(`SG21 LB20 the scratch graph fits every screen at every operation, ${language}`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(240_000);
    const room = await openClassroom(browser, server.url, language, false);
    const found: string[] = [];
    const scratch = async (expression: string, values: Record<string, number>, stops: readonly number[]) => {
      await room.drive({ type: 'scratch', expression, values });
      for (const operation of stops) {
        await room.drive({ type: 'scratch', operation });
        await lookAt(room, '.scratch', `${expression}, operation ${operation}`, found);
      }
    };
    await room.drive({ type: 'view', view: { page: 'scratch' } });
    await scratch('f = (x + y) * max(y, z)', { x: 1, y: 2, z: 0 }, [0, 3, 6, 7]);
    await scratch('J = -log(σ(s))', { s: -1 }, [7]);
    await scratch('e = (tanh(a * b) - y)^2', { a: 0.5, b: 2, y: 1 }, [9]);
    // As large as one may be: the operation with what it is next to.
    const many = `f = ${Array.from({ length: 18 }, (_, k) => `tanh(a * ${k + 1})`)
      .slice(0, 9)
      .join(' + ')}`;
    await scratch(many, { a: 0.1 }, [20, 45]);
    expect(found).toEqual([]);
    await room.close();
  });
}
