import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEventBody } from '#contract/events';
import { DiskFullError } from '#contract/errors/run-errors';

/** Longest time that an event stays in memory while the loop runs. */
const FLUSH_INTERVAL_MS = 100;
/** While the disk refuses, keep at most this much before giving up: about 100,000 values. */
const MAX_PENDING_BYTES = 16 * 1024 * 1024;

/**
 * Appends events to `events.jsonl`: one object a line, seq from 0. Lines are collected and written together, at most every
 * 100 ms and before each checkpoint, so that one value costs the training thread about a microsecond. A disk that is full for
 * a while delays lines; it does not lose them.
 */
export class EventWriter {
  private readonly descriptor: number;
  private readonly timer: NodeJS.Timeout;
  private seq = 0;
  private lines: string[] = [];
  /** Bytes that a former flush could not write. */
  private unwritten: Uint8Array = new Uint8Array(0);
  private lastFlush = performance.now();

  /** @param onWritten called after each write: there is more to read */
  constructor(
    file: string,
    private readonly onWritten: () => void,
  ) {
    this.descriptor = openSync(file, 'ax');
    this.timer = setInterval(() => this.flush(), FLUSH_INTERVAL_MS);
  }

  report(event: RunEventBody): void {
    this.lines.push(JSON.stringify({ seq: this.seq, time: Date.now(), ...event }));
    this.seq += 1;
    if (performance.now() - this.lastFlush >= FLUSH_INTERVAL_MS) this.flush();
  }

  /** @throws DiskFullError when the disk has refused for so long that memory is at risk */
  flush(): void {
    this.lastFlush = performance.now();
    if (this.lines.length === 0 && this.unwritten.length === 0) return;
    const fresh = Buffer.from(this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`);
    this.lines = [];
    this.write(this.unwritten.length === 0 ? fresh : Buffer.concat([this.unwritten, fresh]));
  }

  /** Writes what is left. @throws the system's error when it cannot */
  close(): void {
    clearInterval(this.timer);
    this.flush();
    closeSync(this.descriptor);
  }

  private write(bytes: Uint8Array): void {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
      this.unwritten = new Uint8Array(0);
      this.onWritten();
    } catch (error) {
      this.unwritten = bytes.slice(written);
      if (this.unwritten.length > MAX_PENDING_BYTES) throw new DiskFullError('events.jsonl', { cause: error });
    }
  }
}
