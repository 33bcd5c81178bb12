/** Classes whose file is damaged under the server's feet: each is refused alone (SPEC CL10). */
import { closeSync, openSync, writeSync } from 'node:fs';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { openDatabase, quoted, type Database } from '../store/database.ts';
import { databaseFile } from '../store/folder.ts';
import { createSqliteStore } from '../store/sqlite-store.ts';
import { temporaryFolder } from '../store/testing/folders.ts';
import { Classes } from './classes.ts';
import { Registry } from './registry.ts';
import { manualClock } from './testing/manual-clock.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { calm, silent, tinyLexicon } from './testing/room.ts';
import { scriptedTrainers } from './testing/scripted-trainer.ts';

async function server() {
  const folder = temporaryFolder();
  const store = await createSqliteStore(folder);
  onTestFinished(() => store.close());
  const clock = manualClock();
  const registry = new Registry(
    {
      ...{
        trainers: scriptedTrainers().factory,
        lexicon: tinyLexicon,
        store,
        clock,
        logger: silent,
        pressure: calm,
      },
      limits: defaultLimits,
    },
    60_000,
    recordingAudience,
  );
  onTestFinished(async () => void (await registry.closeAll()));
  return {
    file: databaseFile(folder),
    registry,
    store,
    classes: new Classes({ registry, store, clock, expireAfter: 0 }),
  };
}

/** Every byte of the page at which a table begins, in the file itself. */
function scribble(file: string, database: Database, table: string): void {
  const number = (sql: string, ...values: string[]): number => Number(database.all(sql, ...values)[0][0]);
  database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const page = number('SELECT rootpage FROM sqlite_schema WHERE name = ?', table);
  const size = number('PRAGMA page_size');
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(descriptor);
  // Whoever has the page in memory looks again.
  database.run('UPDATE class SET term = term');
}

test.each<[string, (database: Database, id: number, file: string) => void]>([
  [
    'a fact that is no JSON',
    (database, id) => database.run(`UPDATE event SET fact = '{"type' WHERE class = ?`, id),
  ],
  ['a fact that is none', (database, id) => database.run(`UPDATE event SET fact = '7' WHERE class = ?`, id)],
  [
    'events that are gone',
    (database, id) => database.run('UPDATE event SET seq = seq + 1000 WHERE class = ?', id),
  ],
  [
    'a fact that folds and cannot be told',
    (database, id) =>
      database.run(
        `INSERT INTO event SELECT class, seq + 1, at, by, command, version, '{"type":"run-started","run":0}' FROM event
         WHERE class = ? ORDER BY seq DESC LIMIT 1`,
        id,
      ),
  ],
  [
    'a fact that is no text',
    (database, id) => database.run(`UPDATE event SET fact = CAST(x'7b22ff22' AS TEXT) WHERE class = ?`, id),
  ],
  [
    'a row that is no text',
    (database, id) => database.run(`UPDATE row_${id} SET value = CAST(x'22ff22' AS TEXT)`),
  ],
  ['a row that is no JSON', (database, id) => database.run(`UPDATE row_${id} SET value = 'Mon'`)],
  ['a row under no id', (database, id) => database.run(`UPDATE row_${id} SET id = '\\'`)],
  ['rows that are gone', (database, id) => database.exec(`DROP TABLE row_${id}`)],
  ['a page of the file', (database, id, file) => scribble(file, database, `row_${id}`)],
])('CL10 HT4 %s: this class alone is refused, and nobody is told that it is gone', async (_name, damage) => {
  const { file, registry, classes } = await server();
  const [hurt, whole] = [await registry.create(), await registry.create()];
  for (const key of [hurt, whole]) {
    await classes.rename({ ...key, name: 'Monday' });
    await registry.close(key.code);
  }
  const database = openDatabase(file, { wait: 2000 });
  const [[id]] = database.all('SELECT id FROM class WHERE code = ?', quoted(hurt.code));
  damage(database, Number(id), file);
  database.close();

  const refusal = new Refusal('unreadable-room', { code: hurt.code });
  const listed = await classes.mine([hurt, whole]);
  expect(listed).toMatchObject({ classes: [{ code: whole.code, name: 'Monday' }], unreadable: [hurt.code] });
  await expect(registry.find(hurt.code)).rejects.toEqual(refusal);
  await expect(classes.rename({ ...hurt, name: 'Tuesday' })).rejects.toEqual(refusal);
  await expect(classes.delete(hurt)).rejects.toEqual(refusal);
  expect((await registry.find(whole.code)).code).toBe(whole.code);
});

test('CL10 what fails for another reason is no damage of the class', async () => {
  const { registry, store, classes } = await server();
  const key = await registry.create();
  await registry.close(key.code);
  process.kill(await store.pid(), 'SIGSTOP');
  const [found, listed] = [registry.find(key.code), classes.mine([key])];
  process.kill(await store.pid(), 'SIGKILL');
  await expect(found).rejects.toMatchObject({ code: 'STORE_LOST' });
  await expect(listed).rejects.toMatchObject({ code: 'STORE_LOST' });
  expect(await classes.mine([key])).toMatchObject({ classes: [{ code: key.code }], unreadable: [] });
});
