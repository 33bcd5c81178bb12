/** `npm run backup -- FILE`: all classes into a new file, also while the server runs. */
import { runSnapshotCommand } from './snapshot-command.ts';
import { backUp } from './snapshots.ts';

runSnapshotCommand('backup', (file, folder) => ({ snapshot: backUp(folder, file), into: file }));
