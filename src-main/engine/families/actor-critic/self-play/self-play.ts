import type { ActorCriticConfig } from '#contract/config/actor-critic';
import type { SelfPlayGame } from '#contract/ppo-state';
import type { HostTensors } from '../../../backend/host-tensor';
import { ParameterStore } from '../../../backend/parameter-store';
import { restoreParameters } from '../../../checkpoints/parameter-tensors';
import type { TerritoryVectorEnvironment } from '../../../environments/territory/territory-vector-environment';
import { randomStream } from '../../../random/random-stream';
import type { EpochContext, EpochSession } from '../../family';
import { League, type LeagueMember } from './league';
import { playPayoff, type Payoff } from './payoff';
import { PolicySeats } from './policy-seats';

/** Finished games of either kind, against the weights of now and against past ones, that measures look at. */
export const RECENT_SELF_PLAY_GAMES = 100;

type SelfPlayConfig = NonNullable<ActorCriticConfig['environment']['self_play']>;

/** What the games of self-play depend on beside the league. */
export interface SelfPlayOptions {
  readonly config: SelfPlayConfig;
  readonly frames: number;
  readonly seed: number;
}

const isAgainstPast = ({ opponent }: SelfPlayGame): boolean => opponent !== null;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Self-play of a run: whose weights the opponents of each rollout have, the league that past ones come from, and how the learner
 * did against them. All opponents of a rollout have the same weights, so that a decision costs one forward pass more whatever the
 * size of the league. Everything drawn follows from the seed of the run and the number of the rollout.
 */
export class SelfPlay {
  /** The last finished games of each kind, oldest first. */
  recent: readonly SelfPlayGame[] = [];
  readonly league: League;
  /** The opponents' weights: training never sees them. */
  private store: ParameterStore | null = null;
  private member: LeagueMember | null = null;

  constructor(private readonly options: SelfPlayOptions) {
    this.league = new League(options.config.league_size);
  }

  /**
   * Seats the opponents of a rollout.
   * @throws CheckpointArchitectureError when the league came from a checkpoint and is of another network
   */
  seat(
    rollout: number,
    { parameters, forwardOf }: Pick<EpochSession, 'parameters' | 'forwardOf'>,
    environment: TerritoryVectorEnvironment,
  ): PolicySeats {
    const { config, frames, seed } = this.options;
    this.member = this.league.draw(randomStream(seed, 'ppo.opponents', rollout), config.latest_share);
    const forward = forwardOf(this.load(this.member, parameters));
    const random = randomStream(seed, 'ppo.opponents.actions', rollout);
    const { environments: first, rows: end } = environment;
    return new PolicySeats({ environment, first, end, forward, frames, random });
  }

  /**
   * After an update: notes the games of its rollout, and the weights join the league when it is time.
   * @param update finished updates, from 1
   */
  close(update: number, games: readonly Omit<SelfPlayGame, 'opponent'>[], parameters: ParameterStore): void {
    const opponent = this.member?.update ?? null;
    const all = [...this.recent, ...games.map((game) => ({ opponent, ...game }))];
    const latest = all.filter((game) => !isAgainstPast(game)).slice(-RECENT_SELF_PLAY_GAMES);
    this.recent = [...latest, ...all.filter(isAgainstPast).slice(-RECENT_SELF_PLAY_GAMES)];
    if (update % this.options.config.snapshot_every_updates === 0) this.league.join(update, parameters);
  }

  /**
   * Plays the weights of now against every member of the league, in the same games.
   * @param createEnvironment makes that of the training games anew
   * @returns a row a member, oldest first
   * @throws DOMException `AbortError` when the signal was aborted
   */
  async payoff(
    { forward: learner, parameters, forwardOf }: Pick<EpochContext, 'forward' | 'parameters' | 'forwardOf'>,
    createEnvironment: () => TerritoryVectorEnvironment,
    signal: AbortSignal,
  ): Promise<readonly Payoff[]> {
    const { frames, seed } = this.options;
    const rows: Payoff[] = [];
    for (const member of this.league.members) {
      const opponents = forwardOf(this.load(member, parameters));
      const environment = createEnvironment();
      const result = await playPayoff({ environment, learner, opponents, frames, seed, signal });
      rows.push({ update: member.update, ...result });
    }
    return rows;
  }

  /** @param tensors of {@link League.tensors} */
  restore(recent: readonly SelfPlayGame[], tensors: HostTensors): void {
    this.recent = recent;
    this.league.restore(tensors);
  }

  /** @returns the opponents' store with the weights of a member; null: with those of now */
  private load(member: LeagueMember | null, parameters: ParameterStore): ParameterStore {
    this.store ??= new ParameterStore(parameters.slots);
    if (member === null) this.store.values.set(parameters.values);
    else restoreParameters(this.store, member.weights, `of the league (update ${member.update})`);
    return this.store;
  }

  /** Metrics of an update, by the ids of the contract; those of games are left out while there are none. */
  metrics(): Readonly<Record<string, number>> {
    const past = this.recent.filter(isAgainstPast);
    const latest = this.recent.filter((game) => !isAgainstPast(game));
    return {
      league_size: this.league.members.length,
      ...(past.length === 0
        ? {}
        : {
            league_win_rate: mean(past.map(({ isWon }) => (isWon ? 1 : 0))),
            league_ahead_share: mean(past.map((game) => game.aheadShare)),
          }),
      ...(latest.length === 0 ? {} : { latest_ahead_share: mean(latest.map((game) => game.aheadShare)) }),
    };
  }
}
