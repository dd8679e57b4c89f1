import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentProcessName, isWorkerAlive, readClaim } from '../../../src-main/executors/process-liveness';

describe('whether a worker is alive', () => {
  let folder: string;
  let heartbeat: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'assay-claim-'));
    heartbeat = path.join(folder, 'heartbeat');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const claim = (change = {}) => ({ ...currentProcessName(), token: 't', ...change });

  it('is told by process and start time on this machine', () => {
    expect(isWorkerAlive(claim(), heartbeat, Date.now())).toBe(true);
    expect(isWorkerAlive(claim({ startTime: '1' }), heartbeat, Date.now())).toBe(false);
    expect(isWorkerAlive(claim({ pid: 2 ** 22 + 1 }), heartbeat, Date.now())).toBe(false);
  });

  it('is told by the heartbeat on another machine: 30 s', () => {
    const elsewhere = claim({ host: 'elsewhere' });
    expect(isWorkerAlive(elsewhere, heartbeat, Date.now())).toBe(false);
    writeFileSync(heartbeat, '');
    utimesSync(heartbeat, 1000, 1000);
    expect(isWorkerAlive(elsewhere, heartbeat, 1_030_000)).toBe(true);
    expect(isWorkerAlive(elsewhere, heartbeat, 1_030_001)).toBe(false);
  });

  it('cannot be told from a torn claim', () => {
    const file = path.join(folder, 'claim.json');
    expect(readClaim(file)).toBeNull();
    writeFileSync(file, '{"host": "a"');
    expect(readClaim(file)).toBeNull();
  });
});
