/**
 * Security headers of every answer (SPEC HT1). The page runs over plain HTTP at a LAN address: nothing here may upgrade
 * a request, pin HTTPS, or ask for what only a secure context has.
 */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Older Safari does not count the page's own WebSocket as 'self'. Empty for a Host that is none. */
function ownSockets({ headers: { host = '' } }: IncomingMessage): string {
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : '';
}

/** @param ancestors origins whose pages may frame the answer; none: no page may */
export const securityHeaders = (ancestors: readonly string[] = []): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Compiles the SIMD kernels; no other eval.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ownSockets],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ancestors.length > 0 ? [...ancestors] : ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        // The name of Svelte's own policy, in which it makes its templates.
        trustedTypes: ['svelte-trusted-html'],
      },
    },
    // As frame-ancestors says: a browser that knows only this one is told the same. It has no word for one other origin.
    xFrameOptions: ancestors.length > 0 ? false : { action: 'deny' },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
