/**
 * `npm run container`: every command of the Dockerfile, in its order, in an empty folder that stands for the image, as no container engine is needed
 * to know that they work; then what docs/operate.md says to do with a running container: its health, a backup beside it, a stop, and the backup
 * restored. Ends with 1 at the first that fails. Needs the npm registry, and root for the image's own user.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDockerfile, type Instruction, type Stage } from './dockerfile.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const said = (line: string): void => console.warn(line);

/** A stage as a folder: `/` of the image is `root`. */
class Image {
  readonly root = mkdtempSync(join(tmpdir(), 'deltaboard-image-'));
  #workdir = '/';
  #user: string | null = null;
  readonly #env: Record<string, string> = {};
  readonly #made: ReadonlyMap<string, Image>;
  health: readonly string[] | null = null;
  command: readonly string[] | null = null;
  port = 0;
  volume = '';

  constructor(made: ReadonlyMap<string, Image>) {
    this.#made = made;
    // The image's user goes through it.
    chmodSync(this.root, 0o755);
  }

  make({ instructions }: Stage): void {
    for (const instruction of instructions) this.#does(instruction);
  }

  get env(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return { PATH, HOME: this.#user === null ? HOME : this.root, ...this.#env };
  }

  /** In the image. */
  path(written: string): string {
    return join(this.root, written.startsWith('/') ? written : join(this.#workdir, written));
  }

  /** Runs in the container, under its user. */
  spawned(command: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(command[0], command.slice(1), {
      cwd: this.path('.'),
      env: { ...this.env, ...env },
      stdio: 'inherit',
      ...this.#identity,
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  get #identity(): { readonly uid?: number; readonly gid?: number } {
    if (this.#user === null || process.getuid?.() !== 0) return {};
    const [uid, gid] = this.#user.split(':').map(Number);
    return { uid, gid };
  }

  #does(instruction: Instruction): void {
    switch (instruction.kind) {
      case 'workdir':
        this.#workdir = instruction.value;
        mkdirSync(this.path('.'), { recursive: true });
        break;
      case 'env':
        for (const [name, value] of Object.entries(instruction.values))
          this.#env[name] = value.startsWith('/') ? this.path(value) : value;
        break;
      case 'copy':
        this.#copies(instruction);
        break;
      case 'run': {
        const command = instruction.command.replaceAll(' /', ` ${this.root}/`);
        said(`RUN ${instruction.command}`);
        if (/\bchown\b/.test(command) && process.getuid?.() !== 0) {
          said('NOT TESTED: the owner of a folder. It needs root.');
          break;
        }
        execFileSync('sh', ['-c', command], { cwd: this.path('.'), env: this.env, stdio: 'inherit' });
        break;
      }
      case 'user':
        this.#user = instruction.value;
        break;
      case 'volume':
        this.volume = instruction.value;
        break;
      case 'expose':
        this.port = instruction.port;
        break;
      case 'healthcheck':
        this.health = instruction.command;
        break;
      case 'cmd':
        this.command = instruction.command;
    }
  }

  #copies({ from, sources, to }: Extract<Instruction, { kind: 'copy' }>): void {
    for (const source of sources) {
      if (from === null) {
        for (const name of inContext(source)) this.#copy(join(PROJECT, name), landing(source, name, to));
      } else {
        const made = this.#made.get(from);
        if (!made) throw new Error(`no stage ${from}`);
        this.#copy(made.path(source), to);
      }
    }
  }

  #copy(from: string, to: string): void {
    const target = this.path(to);
    mkdirSync(resolve(target, '..'), { recursive: true });
    cpSync(from, target, { recursive: true });
  }
}

/** Where a file of the project comes to lie. */
function landing(source: string, name: string, to: string): string {
  if (source === '.') return join(to, name);
  if (name !== source) return join(to, name.slice(source.length));
  return to.endsWith('/') || to === '.' ? join(to, name.split('/').at(-1) ?? name) : to;
}

/** What is committed, or would be: .dockerignore leaves out no less. */
function inContext(source: string): readonly string[] {
  const how = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', source];
  const names = execFileSync('git', how, { cwd: PROJECT, encoding: 'utf8' }).split('\0');
  return names.filter((name) => name !== '' && isFile(join(PROJECT, name)));
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
  said(`holds: ${what}`);
}

const stages = parseDockerfile(readFileSync(join(PROJECT, 'Dockerfile'), 'utf8'));
const made = new Map<string, Image>();
const images: Image[] = [];
try {
  for (const stage of stages) {
    said(`FROM ${stage.image}${stage.name ? ` AS ${stage.name}` : ''}`);
    const image = new Image(made);
    images.push(image);
    image.make(stage);
    if (stage.name) made.set(stage.name, image);
  }
  const image = images[images.length - 1];
  const { command, health } = image;
  if (!command || !health) throw new Error('no CMD, or no HEALTHCHECK');
  must(image.env['DATA_DIR'] === image.path(image.volume), 'the classes are kept in the volume');
  must(image.env['PORT'] === String(image.port), 'the port that is listened at is the one exposed');
  must(!isFile(image.path('node_modules/typescript/package.json')), 'no compiler is in the image');

  const port = String(await freePort());
  const server = image.spawned(command, { PORT: port });
  const stops = ended(server);
  const isHealthy = async (): Promise<boolean> => (await ended(image.spawned(health, { PORT: port }))) === 0;
  while (!(await isHealthy())) if (server.exitCode !== null) throw new Error('the server has ended');
  must(true, 'HEALTHCHECK says that it takes classes');
  const created = await fetch(`http://127.0.0.1:${port}/api/rooms`, { method: 'POST' });
  must(created.status === 201, 'a class is started');
  must(
    (await (await fetch(`http://127.0.0.1:${port}/`)).text()).includes('Deltaboard'),
    'the page is served',
  );
  const backup = ['node', 'server/dist/backup.js', image.path('/data/lessons.db')];
  must((await ended(image.spawned(backup))) === 0, 'a backup is made beside it');
  server.kill('SIGTERM');
  must((await stops) === 0, 'it stops, and has saved');
  must(!(await isHealthy()), 'HEALTHCHECK says that it is gone');
  const restored = image.path('/data/restored');
  const restore = image.spawned(['node', 'server/dist/restore.js', backup[2]], { DATA_DIR: restored });
  must((await ended(restore)) === 0, 'the backup is restored into another folder');
  if (process.getuid?.() === 0) must(statSync(restored).uid === 1000, 'nothing runs as root');
  else said('NOT TESTED: the user of the image. It needs root.');
} finally {
  for (const image of images) image.remove();
}
