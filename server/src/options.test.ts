import { describe, expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { readOptions } from './options.ts';

describe('options', () => {
  test('defaults, the environment, and flags before it', () => {
    expect(readOptions([], {})).toEqual({
      port: 3000,
      host: '0.0.0.0',
      logLevel: 'warn',
      dataDir: './data',
      memory: false,
      keepDays: 30,
      allowedHosts: [],
      embedOrigins: [],
      hostKey: null,
      operator: null,
      tls: null,
      trustProxy: [],
      limits: defaultLimits,
    });
    expect(readOptions([], { PORT: '8080', HOST: '::1', LOG_LEVEL: 'info', DATA_DIR: '/srv/data' })).toEqual({
      port: 8080,
      host: '::1',
      logLevel: 'info',
      dataDir: '/srv/data',
      memory: false,
      keepDays: 30,
      allowedHosts: [],
      embedOrigins: [],
      hostKey: null,
      operator: null,
      tls: null,
      trustProxy: [],
      limits: defaultLimits,
    });
    expect(readOptions(['--port', '0', '--host=127.0.0.1'], { PORT: '8080' })).toMatchObject({
      port: 0,
      host: '127.0.0.1',
    });
    expect(readOptions(['--data-dir', 'here'], { DATA_DIR: '/srv/data' }).dataDir).toBe('here');
    expect(readOptions(['--memory'], { DATA_DIR: '/srv/data' }).memory).toBe(true);
    expect(readOptions(['--keep-days', '7'], { KEEP_DAYS: '90' }).keepDays).toBe(7);
    expect(readOptions([], { KEEP_DAYS: '90' }).keepDays).toBe(90);
    expect(readOptions([], { ALLOWED_HOSTS: 'class.example.org, .school.example' }).allowedHosts).toEqual([
      'class.example.org',
      '.school.example',
    ]);
    const origins = 'https://slides.example.org, http://127.0.0.1:8000';
    expect(readOptions([], { EMBED_ORIGINS: origins }).embedOrigins).toEqual([
      'https://slides.example.org',
      'http://127.0.0.1:8000',
    ]);
    const flag = ['--embed-origins', 'http://[::1]:8000'];
    expect(readOptions(flag, { EMBED_ORIGINS: origins }).embedOrigins).toEqual(['http://[::1]:8000']);
    expect(readOptions(['--cert', 'a.pem', '--key', 'b.pem'], {}).tls).toEqual({
      cert: 'a.pem',
      key: 'b.pem',
    });
    expect(readOptions([], { TLS_CERT: 'a.pem', TLS_KEY: 'b.pem' }).tls).toEqual({
      cert: 'a.pem',
      key: 'b.pem',
    });
    expect(readOptions([], { TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
    ]);
    expect(readOptions(['--trust-proxy', '::1'], { TRUST_PROXY: 'loopback' }).trustProxy).toEqual(['::1']);
    const limits = ['--limit', 'rooms=7', '--limit', 'screens=2'];
    expect(readOptions(limits, { LIMIT_ROOMS: '9' }).limits).toEqual({
      ...defaultLimits,
      rooms: 7,
      screens: 2,
    });
  });

  test('what makes no sense is named', () => {
    expect(() => readOptions([], { PORT: 'http' })).toThrow('not "http"');
    expect(() => readOptions(['--port', '70000'], {})).toThrow('not "70000"');
    expect(() => readOptions([], { LOG_LEVEL: 'loud' })).toThrow('not "loud"');
    expect(() => readOptions(['--prot', '1'], {})).toThrow('--prot');
    expect(() => readOptions([], { DATA_DIR: ' ' })).toThrow('must have a name');
    expect(() => readOptions([], { TRUST_PROXY: 'yes' })).toThrow('not "yes"');
    expect(() => readOptions([], { KEEP_DAYS: 'ever' })).toThrow('not "ever"');
    expect(() => readOptions([], { ALLOWED_HOSTS: 'https://class.example.org' })).toThrow('not "https');
    for (const origin of [
      ...['*', 'slides.example.org', 'https:', "'self'", 'null', 'file://', 'https://*.example.org'],
      ...['https://slides.example.org/', 'https://slides.example.org/deck', 'https://a;script-src'],
      ...['https://me@slides.example.org', 'https://slides.example.org:443', 'http://a:99999'],
    ])
      expect(() => readOptions([], { EMBED_ORIGINS: origin }), origin).toThrow(`not "${origin}"`);
    expect(() => readOptions(['--cert', 'a.pem'], {})).toThrow('needs its key');
    expect(() => readOptions([], { HOST_KEY: 'short' })).toThrow('16 to 200 characters');
    expect(readOptions([], { HOST_KEY: '' }).hostKey).toBeNull();
    expect(() => readOptions(['--memory', '--data-dir', 'here'], {})).toThrow(
      'Either --memory or --data-dir',
    );
  });
});
