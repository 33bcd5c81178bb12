/** Who asks, and how what was asked is decided. */
import type { CommandOf, CommandType, EvidenceOf } from '@deltaboard/shared/class/table.ts';
import type { Kept, Said } from './pending.ts';

/** Who asks, by which connection and which command. */
export interface Asker {
  readonly connection: string;
  readonly by: string;
  readonly command: string | null;
}

/** Decides and folds. Throws Refusal, and then nothing has happened; settles when it may be acknowledged. */
export type Act = <T extends CommandType>(
  asker: Asker,
  command: CommandOf<T> & { readonly type: T },
  evidence: EvidenceOf<T>,
  said?: Pick<Said, 'adopt' | 'coalesce' | 'corpus'>,
) => Promise<Kept>;
