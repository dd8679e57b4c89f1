import type { ForwardPass } from '../../../backend/executor';
import { mixSeeds } from '../../../environments/territory/game/random-numbers';
import type { TerritoryVectorEnvironment } from '../../../environments/territory/territory-vector-environment';
import { randomStream } from '../../../random/random-stream';
import { Yielder } from '../../../trainer/yielder';
import { aheadShare } from './ahead-share';
import { PolicySeats } from './policy-seats';

/** How the newest weights did against those of a league member: a row of the payoff table. */
export interface Payoff {
  /** Update after which the opponents' weights joined the league. */
  readonly update: number;
  readonly games: number;
  readonly wins: number;
  /** Mean share of these opponents that the newest weights finished ahead of. */
  readonly aheadShare: number;
}

/** Who plays whom, and where. */
export interface PayoffParts {
  /** Fresh; one game of each slot is counted. */
  readonly environment: TerritoryVectorEnvironment;
  readonly learner: ForwardPass;
  readonly opponents: ForwardPass;
  readonly frames: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Names the games: the same against every member, none of training. */
const PAYOFF_GAMES = 0x9a0ff;

/**
 * Plays one game in each slot, all by sampling. A slot whose game is over plays on unheeded.
 * @throws DOMException `AbortError` when the signal was aborted
 */
export async function playPayoff(parts: PayoffParts): Promise<Omit<Payoff, 'update'>> {
  const { environment, seed, signal } = parts;
  const games = environment.environments;
  const policies = seatBoth(parts);
  const yielder = new Yielder();
  const actions = new Int32Array(environment.rows);
  const ahead: (number | null)[] = new Array<null>(games).fill(null);
  let wins = 0;
  let seen = environment.reset(mixSeeds(seed, PAYOFF_GAMES));
  while (ahead.includes(null)) {
    signal.throwIfAborted();
    for (const policy of policies) await policy.act(seen, actions);
    const result = environment.stepAll(actions);
    result.finalInfos.slice(0, games).forEach((info, slot) => {
      if (!info || ahead[slot] !== null) return;
      ahead[slot] = aheadShare(environment.finalRanks, slot, games);
      if (info.game.outcome === 'win') wins += 1;
    });
    seen = result;
    await yielder.pause();
  }
  return { games, wins, aheadShare: ahead.reduce<number>((sum, share) => sum + share!, 0) / games };
}

function seatBoth({ environment, learner, opponents, frames, seed }: PayoffParts): readonly PolicySeats[] {
  const { environments, rows } = environment;
  const common = { environment, frames };
  return [
    new PolicySeats({
      ...common,
      first: 0,
      end: environments,
      forward: learner,
      random: randomStream(seed, 'payoff.learner', 0),
    }),
    new PolicySeats({
      ...common,
      first: environments,
      end: rows,
      forward: opponents,
      random: randomStream(seed, 'payoff.opponents', 0),
    }),
  ];
}

/** @returns a row of the table for the log */
export const payoffLine = ({ update, games, wins, aheadShare: ahead }: Payoff): string =>
  `Newest weights against those of update ${update}: ahead of ${(100 * ahead).toFixed(0)} % of these opponents, ${wins} of ${games} games won.`;
