/** What whoever runs the server sees of it, and may do (SPEC DR9): classes by code, load and storage; nothing that somebody wrote. */
import type { AdminReply, AdminClass } from '@deltaboard/shared/protocol/admin.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Clock } from '../clock.ts';
import { readCode } from '../secrets.ts';
import type { ClassStore } from '../store/store.ts';
import type { Registry } from './registry.ts';

export interface AdministrationParts {
  readonly registry: Registry;
  readonly store: ClassStore;
  readonly clock: Clock;
  readonly pressure: AdminReply['pressure'];
  /** Bytes that the classes take, and that are left beside them; null where they are kept in no folder. */
  readonly storage: () => Promise<AdminReply['storage']>;
  /** Sends everybody of a class away, and says why. */
  readonly dismiss: (code: string) => void;
}

export class Administration {
  readonly #parts: AdministrationParts;
  #measured = { cpu: process.cpuUsage(), at: 0 };

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
    this.#measured.at = parts.clock.elapsed();
  }

  async look(): Promise<AdminReply> {
    const { registry, store, storage, pressure } = this.#parts;
    const classes = (await store.list()).map(({ code, created, last }): AdminClass => {
      const room = registry.opened(code);
      const { standing, members } = room?.book.state ?? { standing: null, members: null };
      return {
        ...{ code, created, last },
        open: room !== null,
        running: standing?.status === 'running',
        here: room?.here ?? 0,
        members: members ? Object.keys(members).length : null,
      };
    });
    return {
      classes: classes.toSorted(
        (a, b) => Number(b.open) - Number(a.open) || b.here - a.here || b.last - a.last,
      ),
      load: this.#load(),
      pressure: { level: pressure.level, reading: pressure.reading },
      storage: await storage(),
    };
  }

  /** Everybody is told, and the class sleeps until somebody comes again. Rejects with Refusal 'no-such-room' where it is not open. */
  async close(text: string): Promise<void> {
    const code = readCode(text);
    if (!this.#parts.registry.opened(code)) throw new Refusal('no-such-room', { code });
    this.#parts.dismiss(code);
    await this.#parts.registry.close(code);
  }

  /** For good, and with everything that belongs to it. */
  async delete(text: string): Promise<void> {
    const code = readCode(text);
    this.#parts.dismiss(code);
    await this.#parts.registry.delete(code);
  }

  #load(): AdminReply['load'] {
    const { clock } = this.#parts;
    const { user, system } = process.cpuUsage(this.#measured.cpu);
    const since = clock.elapsed() - this.#measured.at;
    this.#measured = { cpu: process.cpuUsage(), at: clock.elapsed() };
    return {
      cores: since > 0 ? (user + system) / 1000 / since : 0,
      memory: process.memoryUsage.rss(),
      uptime: process.uptime(),
    };
  }
}
