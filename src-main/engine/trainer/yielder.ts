import { setImmediate } from 'node:timers/promises';

/** Longest time that steps may keep the thread from signals, messages and timers. */
const INTERVAL_MS = 20;

/** Lets the event loop run now and then between steps: a turn costs about 10 µs, so not after every step. */
export class Yielder {
  private last = performance.now();

  /** Resolves at once, or after one turn of the event loop when {@link INTERVAL_MS} have passed. */
  async pause(): Promise<void> {
    if (performance.now() - this.last < INTERVAL_MS) return;
    await setImmediate();
    this.last = performance.now();
  }
}
