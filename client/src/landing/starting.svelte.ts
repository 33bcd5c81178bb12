/** A class on its way: its room is made, its secret kept, and the page goes there. */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { language } from '../language/language.svelte.ts';
import { refusalText } from '../language/problem-text.ts';
import { roomPath } from '../session/address.ts';
import { createRoom } from '../session/create-room.ts';
import { addressed, keepClass } from '../session/kept-classes.ts';
import { messages } from './landing-messages.ts';

export class Starting {
  busy = $state(false);
  /** This server wants a key of whoever starts a class; known once it has said so. */
  wantsKey = $state(false);
  key = $state('');
  problem = $state<string | null>(null);

  /** @param before what is done with the code of the class before the page goes there */
  async start(
    before: (code: string) => void = () => undefined,
    kind: 'class' | 'rehearsal' = 'class',
  ): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      const { code, secret } = await createRoom(this.key.trim(), kind);
      // A rehearsal is none of one's classes: its secret is known by its address alone.
      if (kind === 'class') keepClass({ code, secret });
      before(code);
      location.assign(roomPath(code, addressed(code, secret)));
    } catch (error) {
      // The first time it is no mistake: the field comes with what it is for.
      if (error instanceof Refusal && error.code === 'host-key') this.wantsKey = true;
      this.problem =
        error instanceof Refusal ? refusalText(error, language.t) : language.of(messages).noServer;
      this.busy = false;
    }
  }
}
