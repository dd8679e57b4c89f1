import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ENVIRONMENT_HASH } from '../../../../../../src-main/engine/environments/territory/environment-hash';
import { baselineGames } from '../../../../../../src-main/engine/families/actor-critic/evaluation/baseline-games';
import {
  gameMetrics,
  policyMetrics,
} from '../../../../../../src-main/engine/families/actor-critic/evaluation/game-metrics';
import {
  fromGameTable,
  toGameTable,
} from '../../../../../../src-main/engine/families/actor-critic/evaluation/game-rows';

const folder = mkdtempSync(path.join(tmpdir(), 'assay-baselines-'));
const options = (phases: string[] = [], cacheFolder = folder) => ({
  tier: 'brutal' as const,
  cacheFolder,
  linearDecisions: 1024,
  signal: new AbortController().signal,
  phase: (name: string) => void phases.push(name),
});

it('plays only what was not played before under these rules, and reads a damaged file as none', async () => {
  const games = await baselineGames('idle', [1, 2], options());
  const phases: string[] = [];
  const more = await baselineGames('idle', [2, 3, 1], options(phases));
  expect(more.map(({ game }) => game.seed)).toEqual([2, 3, 1]);
  expect([more[2], more[0]]).toEqual([games[0], games[1]]);
  expect(phases).toEqual(['playing baseline idle']);
  const [file] = readdirSync(folder);
  expect(file).toBe(`territory-${ENVIRONMENT_HASH}-brutal-idle.json`);
  writeFileSync(path.join(folder, file!), '{');
  expect(await baselineGames('idle', [1, 2], options())).toEqual(games);
});

it('a folder that cannot be made costs the cache, not the games', async () => {
  const phases: string[] = [];
  const games = await baselineGames('idle', [1], options(phases, path.join(folder, readdirSync(folder)[0]!, 'below')));
  expect(games).toHaveLength(1);
  expect(phases.at(-1)).toMatch(/^baseline games could not be kept/);
});

it('trains the linear player once and keeps its weights', async () => {
  const phases: string[] = [];
  const [first] = await baselineGames('linear', [1], options(phases));
  expect(phases).toContain('training the linear baseline');
  const later: string[] = [];
  const again = await baselineGames('linear', [1, 2], options(later));
  expect(later).not.toContain('training the linear baseline');
  expect(again[0]).toEqual(first);
});

it('a table of games read back gives the same metrics; equal games differ from greedy by nothing', async () => {
  const sampled = await baselineGames('greedy', [1, 2, 3], options());
  const table = toGameTable({ sampled, argmax: sampled });
  expect(table.rows).toHaveLength(6);
  const read = fromGameTable(JSON.parse(JSON.stringify(table)) as typeof table);
  expect(gameMetrics(read.argmax!)).toEqual(gameMetrics(sampled));
  const metrics = policyMetrics({ sampled }, sampled);
  expect(metrics).toMatchObject({ n: 3, score_minus_greedy: 0, score_minus_greedy_lower: 0, win_rate_argmax: null });
});
