/**
 * Whether this page is older than what the server has: the parts that it has not loaded yet are then gone for good, and only
 * loading the page anew helps. A connection that is lost is another matter: it comes back.
 */
import { root } from './root.ts';

/** Where the build puts files whose names change with their content, and so with that of every part they load. */
const PART = /assets\/[\w.-]+/;
const SCRIPT = /<script[^>]* src="[./]*\/(assets\/[^"]+)"/;

/**
 * Whether the server has the part no more, or another page than this one. False while it cannot be asked.
 * @param error why the part could not be loaded; all but Safari name it
 */
export async function isGone(error: unknown, ask: typeof fetch = fetch): Promise<boolean> {
  const [part] = PART.exec(String(error)) ?? [];
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '';
  try {
    if (part && (await ask(root + part, { method: 'HEAD', cache: 'no-store' })).status === 404) return true;
    const page = await ask(root, { cache: 'no-store' });
    const [, present] = (page.ok && SCRIPT.exec(await page.text())) || [];
    return present !== undefined && !own.endsWith(present);
  } catch {
    return false;
  }
}

class Outdated {
  #is = $state(false);

  /** Somebody has to load the page anew. */
  get is(): boolean {
    return this.#is;
  }

  found(): void {
    this.#is = true;
  }
}

export const outdated = new Outdated();
