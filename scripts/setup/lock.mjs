import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inProject } from './project-root.mjs';

const lockFile = inProject('.cache/setup.lock');
// Past this, the number in the file belongs to some later process (a restarted container counts from 1 again).
const LONGEST_STEP_MS = 30 * 60 * 1000;
let heldHere = false;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryToTake() {
  try {
    mkdirSync(path.dirname(lockFile), { recursive: true });
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function dropIfOrphaned() {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    const ageMs = Date.now() - statSync(lockFile).mtimeMs;
    // 0: the holder has created the file and not yet written its number.
    if ((holder !== 0 && !isAlive(holder)) || ageMs > LONGEST_STEP_MS) rmSync(lockFile, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/**
 * Does a piece of set-up unless it is done, one process at a time: several `assay` commands may start at once in a fresh checkout.
 * Nothing is locked when nothing is to do.
 */
export async function doOnce(isDone, act) {
  if (await isDone()) return;
  if (heldHere) return act();
  while (!tryToTake()) {
    dropIfOrphaned();
    await wait(200);
  }
  heldHere = true;
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    if (!(await isDone())) await act();
  } finally {
    process.off('exit', release);
    release();
    heldHere = false;
  }
}
