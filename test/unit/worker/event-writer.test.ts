import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runEventSchema } from '#contract/events';
import { EventWriter } from '../../../src-main/worker/event-writer';

const newFile = () => path.join(mkdtempSync(path.join(tmpdir(), 'assay-events-')), 'events.jsonl');
const value = (step: number) => ({
  kind: 'metrics' as const,
  split: 'train' as const,
  step,
  epoch: 1,
  values: { step_loss: step / 7 },
});

describe('EventWriter', () => {
  it('numbers lines from 0, each valid by the contract, and says once a write that there is more', () => {
    const file = newFile();
    let notices = 0;
    const writer = new EventWriter(file, () => {
      notices += 1;
    });
    for (let step = 1; step <= 100; step += 1) writer.report(value(step));
    writer.close();
    const events = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => runEventSchema.parse(JSON.parse(line)));
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(notices).toBe(1);
  });

  it('costs the training thread at most 10 microseconds a value', () => {
    const writer = new EventWriter(newFile(), () => {});
    const count = 50_000;
    const cpu = process.cpuUsage();
    for (let step = 1; step <= count; step += 1) writer.report(value(step));
    const { user, system } = process.cpuUsage(cpu);
    writer.close();
    // Process time, not wall time: neighbours must not decide.
    expect((user + system) / count).toBeLessThan(10);
  });

  it('refuses a file that exists: an attempt is written once', () => {
    const file = newFile();
    new EventWriter(file, () => {}).close();
    expect(() => new EventWriter(file, () => {})).toThrow('EEXIST');
  });
});
