import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Store } from '../../../src-main/store/store';
import { buildMainScript } from '../../support/workspace-built-main';
import { seededRandom } from '../../support/workspace-random';

const KILLS = 20;

describe('a study that is killed at random', () => {
  const folders: string[] = [];
  let script: string;
  beforeAll(async () => {
    script = await buildMainScript('sweep-loop-process');
  });
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  const newFolder = (): string => {
    folders.push(mkdtempSync(path.join(tmpdir(), 'assay-sweep-kills-')));
    return folders.at(-1)!;
  };
  const start = (folder: string): ChildProcess =>
    spawn(process.execPath, [script, folder, '18'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));
  const working = (child: ChildProcess): Promise<unknown> =>
    new Promise((resolve) => child.stdout!.once('data', resolve));

  /** What must be equal: every trial with its parameters, state and place; nothing that depends on the clock. */
  function read(folder: string) {
    const store = Store.open(path.join(folder, 'assay.db'));
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    const { key } = store.studies.list()[0]!;
    const trials = store.trials.list(key);
    const reports = [...store.trials.reports(key)];
    store.close();
    return {
      trials: trials.map(({ number, parameters, state, objective, endedAs, askedAfter, previousRunIds }) => {
        return { number, parameters, state, objective, endedAs, askedAfter, previousRunIds };
      }),
      reports,
      runIds: trials.map(({ runId }) => runId),
    };
  }

  it(`has the very trials of an undisturbed one after ${KILLS} kills, none lost and none run twice`, async () => {
    const undisturbed = newFolder();
    expect(await ended(start(undisturbed))).toBe(0);

    const random = seededRandom(20_260_103);
    const killed = newFolder();
    let kills = 0;
    for (; kills < KILLS; kills += 1) {
      const child = start(killed);
      const end = ended(child);
      await Promise.race([working(child), end]);
      await wait(random() * 60);
      child.kill('SIGKILL');
      await end;
    }
    expect(read(killed).trials.filter(({ endedAs }) => endedAs !== null).length).toBeLessThan(60);
    expect(await ended(start(killed))).toBe(0);

    const [expected, actual] = [read(undisturbed), read(killed)];
    expect(expected.trials).toHaveLength(60);
    expect(new Set(expected.trials.map(({ state }) => state))).toEqual(new Set(['done', 'pruned']));
    expect(actual.trials).toEqual(expected.trials);
    expect(actual.reports).toEqual(expected.reports);
    expect(new Set(actual.runIds).size).toBe(60);
  });
});
