import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** A .br and a .gz beside every file that gains from it: the server sends them as they are. */
function precompress(): Plugin {
  let directory = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved({ root, build }) {
      directory = resolve(root, build.outDir);
    },
    async closeBundle() {
      for (const name of await readdir(directory, { recursive: true })) {
        if (!/\.(js|css|html|svg|json|ttf)$/.test(name)) continue;
        const path = join(directory, name);
        const bytes = await readFile(path);
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        await writeFile(`${path}.br`, brotliCompressSync(bytes, quality));
        await writeFile(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

/**
 * The messages are asked for together with the page's script, not once it runs: a round trip less on a phone. English is what most ask for; for
 * the others it is 13 KB in vain.
 */
function preloadMessages(): Plugin {
  return {
    name: 'preload-messages',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const messages = files.find(({ fileName }) => /^assets\/en-.*\.js$/.test(fileName));
        if (!messages) throw new Error('the English messages have no chunk of their own');
        // With what they import, but for the page's own script.
        const needed = [messages.fileName, ...messages.imports].filter((name) => !name.includes('/index-'));
        return needed.map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `./${name}` },
          injectTo: 'head',
        }));
      },
    },
  };
}

/** A room's page is the same, one folder further down: its addresses are relative, so that it may lie under any path. */
function roomPage(): Plugin {
  let directory = '';
  return {
    name: 'room-page',
    apply: 'build',
    configResolved({ root, build }) {
      directory = resolve(root, build.outDir);
    },
    async writeBundle() {
      const page = await readFile(join(directory, 'index.html'), 'utf8');
      await mkdir(join(directory, 'r'), { recursive: true });
      await writeFile(join(directory, 'r', 'index.html'), page.replaceAll('="./', '="../'));
    },
  };
}

/** The transports that a class never asks for, since its server speaks WebSocket alone: a viewer need not load them. */
function webSocketAlone(): Plugin {
  const never = /\/(polling-xhr\.node|webtransport)\.js$/;
  return {
    name: 'web-socket-alone',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer?.includes('engine.io-client') && never.test(source) ? '\0never' : null,
    load: (id) => (id === '\0never' ? 'export class XHR {}\nexport class WT {}' : null),
  };
}

interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** A module and all that it imports. */
function reached(id: string, graph: Graph, known = new Set<string>()): Set<string> {
  if (known.has(id)) return known;
  known.add(id);
  for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached(next, graph, known);
  return known;
}

const room = (name: string): string => resolve(import.meta.dirname, 'src/room', name);
let common: ReadonlySet<string> | null = null;

/** Whether a phone's page and a wide one both need the module. */
function isCommon(id: string, graph: Graph): boolean {
  if (common === null) {
    const wide = reached(room('Stage.svelte'), graph);
    common = new Set([...reached(room('PhoneRoom.svelte'), graph)].filter((one) => wide.has(one)));
  }
  return common.has(id);
}

const server = 'http://localhost:3000';

export default defineConfig({
  base: './',
  plugins: [webSocketAlone(), svelte(), preloadMessages(), roomPage(), precompress()],
  build: {
    target: 'es2023',
    // A strict content security policy: nothing inline, nothing evaluated.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first page needs is one file, and what every room draws with another: they are smaller so, and there before anything
    // asks for a part of them.
    // Seven characters of a hash tell a few hundred files apart; the first file holds the names of all.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'index', tags: ['$initial'] },
            { name: (id, graph) => (isCommon(id, graph) ? 'pass' : null) },
          ],
        },
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
      },
    },
  },
  server: { proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
});
