/** `npm run restore -- FILE`: the classes of a backup into a data folder that is empty or new. */
import { runSnapshotCommand } from './snapshot-command.ts';
import { restore } from './snapshots.ts';

runSnapshotCommand('restore', (file, folder) => ({ snapshot: restore(file, folder), into: folder }));
