/** Starts a worker of the page's own build: the content security policy asks for a policy of its own name (SPEC HT1). */

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

let trusted: ((url: string) => string) | null = null;

/** @param url of the build */
export function startWorker(url: string): Worker {
  if (!trusted) {
    const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies };
    const policy = trustedTypes?.createPolicy('deltaboard-worker', { createScriptURL: (own) => own });
    trusted = (own) => policy?.createScriptURL(own) ?? own;
  }
  return new Worker(trusted(new URL(url, import.meta.url).href), { type: 'module' });
}
