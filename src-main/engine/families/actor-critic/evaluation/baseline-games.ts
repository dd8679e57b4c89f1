import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  storedBaselineSchema,
  type StoredBaseline,
  type TerritoryBot,
  type TerritoryEpisode,
  type TerritoryTier,
} from '#contract/territory';
import { ENVIRONMENT_HASH } from '../../../environments/territory/environment-hash';
import { playPolicy } from '../../../environments/territory/evaluation/play-policy';
import { playScripted } from '../../../environments/territory/evaluation/play-scripted';
import { linearPolicy } from '../../../environments/territory/linear-learner/linear-policy';
import { LinearPpo, LINEAR_ROLLOUT } from '../../../environments/territory/linear-learner/linear-ppo';
import { Yielder } from '../../../trainer/yielder';

/** Players that every policy is shown beside; the first is the one to beat. */
export const BASELINE_PLAYERS = [
  'greedy',
  'idle',
  'random',
  'masked_random',
  'expander',
  'tactician',
  'linear',
] as const satisfies readonly (TerritoryBot | 'linear')[];
export type BaselinePlayer = (typeof BASELINE_PLAYERS)[number];

const LINEAR_SEED = 1;
const ROWS = 10;

export interface BaselineOptions {
  readonly tier: TerritoryTier;
  readonly cacheFolder: string;
  readonly linearDecisions: number;
  readonly signal: AbortSignal;
  readonly phase: (name: string, fraction: number | null) => void;
}

/**
 * Games of a player without a network, in the order of the seeds: those played before under the same rules are read, the
 * others are played (a scripted game takes about 50 ms) and kept. Returns are those of the reward `default`.
 * @throws DOMException `AbortError` when the signal was aborted
 */
export async function baselineGames(
  player: BaselinePlayer,
  seeds: readonly number[],
  options: BaselineOptions,
): Promise<readonly TerritoryEpisode[]> {
  const file = fileOf(player, options);
  const stored = readStored(file);
  const known = new Map(stored.games.map((episode) => [episode.game.seed, episode]));
  const missing = seeds.filter((seed) => !known.has(seed));
  if (missing.length > 0) {
    const weights = player === 'linear' ? (stored.weights ?? (await trainLinearWeights(options))) : null;
    const played = await play(player, weights, missing, options);
    for (const episode of played) known.set(episode.game.seed, episode);
    writeStored(file, { environmentHash: ENVIRONMENT_HASH, weights, games: [...known.values()] }, options.phase);
  }
  return seeds.map((seed) => known.get(seed)!);
}

/** Whatever decides the games is in the name, so that no file is ever stale. */
function fileOf(player: BaselinePlayer, { tier, cacheFolder, linearDecisions }: BaselineOptions): string {
  const trained = player === 'linear' ? `-${linearDecisions}` : '';
  return path.join(cacheFolder, `territory-${ENVIRONMENT_HASH}-${tier}-${player}${trained}.json`);
}

async function play(
  player: BaselinePlayer,
  weights: readonly number[] | null,
  seeds: readonly number[],
  { tier, signal, phase }: BaselineOptions,
): Promise<readonly TerritoryEpisode[]> {
  const list = { tier, reward: 'default', seeds } as const;
  const name = `playing baseline ${player}`;
  if (player === 'linear') {
    const onGame = (finished: number, total: number): void => phase(name, finished / total);
    return playPolicy(linearPolicy(Float64Array.from(weights!)), list, { mode: 'sampled', rows: ROWS, signal, onGame });
  }
  const yielder = new Yielder();
  const games: TerritoryEpisode[] = [];
  for (const game of playScripted(player, list)) {
    games.push(game);
    phase(name, games.length / seeds.length);
    await yielder.pause();
    signal.throwIfAborted();
  }
  return games;
}

async function trainLinearWeights({ tier, linearDecisions, signal, phase }: BaselineOptions): Promise<number[]> {
  const learner = new LinearPpo(tier, LINEAR_SEED);
  const yielder = new Yielder();
  for (let played = 0; played < linearDecisions; played += LINEAR_ROLLOUT) {
    phase('training the linear baseline', played / linearDecisions);
    learner.update();
    await yielder.pause();
    signal.throwIfAborted();
  }
  return [...learner.weights];
}

/** @returns nothing where there is no file or it cannot be read: then the games are played again */
function readStored(file: string): StoredBaseline {
  const nothing: StoredBaseline = { environmentHash: ENVIRONMENT_HASH, weights: null, games: [] };
  try {
    const parsed = storedBaselineSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : nothing;
  } catch {
    return nothing;
  }
}

/**
 * Two runs may write at once: each renames a whole file into place, and either is right. What cannot be kept costs time at
 * the next start, not the run.
 */
function writeStored(file: string, stored: StoredBaseline, phase: BaselineOptions['phase']): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(stored));
    renameSync(temporary, file);
  } catch (error) {
    phase(`baseline games could not be kept: ${error instanceof Error ? error.message : String(error)}`, null);
  }
}
