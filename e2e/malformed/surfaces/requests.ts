/** HTTP as no browser speaks it, over bare sockets. */
import { connect } from 'node:net';
import { wrongBytes, wrongValue } from '../mutations.ts';
import { requests } from '../samples.ts';
import { pick, within, type Outcome, type Surface } from '../surface.ts';

const PATIENCE_MS = 30_000;

interface Came {
  readonly text: string;
  readonly how: string;
}

/** Whether the other side would wait for more of it. */
function isHalf(sent: Buffer): boolean {
  const end = sent.indexOf('\r\n\r\n');
  const [, length] = /content-length: *(\d+)/i.exec(sent.toString('latin1', 0, Math.max(end, 0))) ?? [];
  return end < 0 || sent.length - end - 4 < Number(length ?? 0);
}

/** What comes back: a status, and of a failure of the server everything it says. */
function asked(port: number, bytes: Buffer): Promise<Came> {
  return new Promise((resolve) => {
    let text = '';
    let how = 'ended';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (one) => {
      text += one.toString('latin1');
      if (/^HTTP\/1\.1 [1-4]/.test(text)) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (how = error.code ?? error.message));
    socket.on('close', () => resolve({ text, how }));
    // What is half a request ends there; whoever asked and is gone before the answer gets none.
    if (isHalf(bytes)) socket.end(bytes);
    else socket.write(bytes);
  });
}

function answered(sent: Buffer, { text, how }: Came): Outcome {
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
  if (status === undefined)
    return isHalf(sent)
      ? { answer: 'ended where it was left' }
      : { answer: `no status (${how})`, untyped: true };
  const isServersFault =
    Number(status) >= 500 && !/"code":"(?!internal)[a-z-]+"|"status":"not-ready"/.test(text);
  return { answer: `status ${status}`, ...(isServersFault && { untyped: true }) };
}

/** The body as it is meant, and a value in its place. */
function withBody(request: string, put: (body: unknown) => unknown): string {
  const [head, body] = request.split('\r\n\r\n', 2);
  if (body === '') return request;
  const text = JSON.stringify(put(JSON.parse(body))) ?? 'undefined';
  return `${head.replace(/Content-Length: \d+/, `Content-Length: ${Buffer.byteLength(text)}`)}\r\n\r\n${text}`;
}

export const http: Surface = {
  name: 'requests',
  share: 15,
  senders: 8,
  open({ port, code, secret }, sender) {
    const samples = requests(port, code, secret);
    let count = 0;
    return {
      async send(kind, random) {
        const address = `198.18.${sender}.${count++ % 250}`;
        const sample = pick(random, samples).replace('\r\n', `\r\nX-Forwarded-For: ${address}\r\n`);
        const bytes =
          random.below(2) === 0
            ? wrongBytes(kind, Buffer.from(sample), random)
            : Buffer.from(withBody(sample, (body) => wrongValue(kind, body, random)));
        try {
          return answered(bytes, await within(PATIENCE_MS, asked(port, bytes)));
        } catch {
          return {
            answer: `not answered: ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`,
            untyped: true,
          };
        }
      },
      close: () => undefined,
    };
  },
};
