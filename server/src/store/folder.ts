/** The folder of a server's classes: its files, who may use it, and what is said where it cannot be used. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  statfsSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase, sqliteCode, type Database } from './database.ts';

/** For so long a server that has just been killed may still hold the folder. */
const LOCK_WAIT_MS = 2000;

export const databaseFile = (folder: string): string => join(folder, 'deltaboard.db');

/** Throws Error with one line for the terminal. */
export function prepareFolder(folder: string): void {
  try {
    // Said by itself: of a file system that is only read, mkdir says that there is none.
    if (!existsSync(folder)) accessSync(above(folder), constants.W_OK);
    if (mkdirSync(folder, { recursive: true })) syncFolder(dirname(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `The folder ${folder} cannot be written (${reasonOf(error)}). Choose another one: DATA_DIR=… npm start`,
    );
  }
}

/** The nearest folder over it that is there. */
function above(folder: string): string {
  const parent = dirname(folder);
  return existsSync(parent) ? parent : above(parent);
}

/**
 * Held as long as what it returns is open, and no longer than the process: the lock is the operating system's. On a file of its own, so
 * that a backup can read beside the server.
 */
export function lockFolder(folder: string): Database {
  const file = join(folder, 'lock.db');
  try {
    const lock = openDatabase(file, { wait: LOCK_WAIT_MS });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_BUSY') {
      throw new Error(`The folder ${folder} is in use by another server.`);
    }
    throw new Error(`The file ${file} cannot be locked (${reasonOf(error)}).`);
  }
}

/** That a file was made in a folder is durable only when the folder is, too. Not every system lets a folder be opened for that. */
export function syncFolder(folder: string): void {
  try {
    syncFile(folder);
  } catch {
    return;
  }
}

export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes that can still be written there; infinite where the system does not say. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
