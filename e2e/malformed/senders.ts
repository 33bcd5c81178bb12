/** In a process of its own, as whoever sends such things is: sends so many at a time, and says what came of it. */
import { rawClient } from '../raw-client.ts';
import { createSending } from './run.ts';
import { surfaces } from './surfaces/surfaces.ts';

interface Begin {
  readonly url: string;
  readonly seed: number;
}

process.once('message', (begin: Begin) => {
  void prepared(begin).then((sending) => {
    process.on('message', ({ messages }: { readonly messages: number }) => {
      void sending.send(messages).then((tally) => process.send?.(tally));
    });
    process.send?.('ready');
  });
});

/** A class is there to be sent to: somebody is in it. */
async function prepared({ url, seed }: Begin): Promise<ReturnType<typeof createSending>> {
  const response = await fetch(`${url}/api/rooms`, { method: 'POST' });
  const { code, secret } = (await response.json()) as { readonly code: string; readonly secret: string };
  await rawClient(url, { room: code, secret });
  return createSending(surfaces, { port: Number(new URL(url).port), code, secret }, seed);
}
