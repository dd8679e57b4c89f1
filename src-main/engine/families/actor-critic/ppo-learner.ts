import type { ActorCriticConfig } from '#contract/config/actor-critic';
import { ppoStateSchema, type PpoState } from '#contract/ppo-state';
import { TERRITORY_TIERS, type TerritoryEpisode, type TerritoryTier } from '#contract/territory';
import { generalizedAdvantages } from '../../environments/generalized-advantages';
import { LEARNER } from '../../environments/territory/game/rules';
import { mixSeeds } from '../../environments/territory/game/random-numbers';
import type { HostTensors } from '../../backend/host-tensor';
import type { LoggedEpisode } from '../../environments/territory/diagnostics/episode-diagnostics';
import type { TerritoryObservations } from '../../environments/territory/observation/observation-layout';
import { TerritoryVectorEnvironment } from '../../environments/territory/territory-vector-environment';
import { randomStream } from '../../random/random-stream';
import type { EpochContext, EpochSession, JsonValue, OnPolicyLearning, TrainingBatch } from '../family';
import { networkNoise } from './network/network-inputs';
import { RolloutPlay, type RolloutRecord } from './rollout/collect-rollout';
import { PositionInputs } from './rollout/position-inputs';
import { RewardScale } from './rollout/reward-scale';
import { RolloutBuffer } from './rollout/rollout-buffer';
import { RunningStatistics } from './rollout/running-statistics';
import { loadObservations, storeObservations } from './rollout/stored-observations';
import { UpdateBatches } from './rollout/update-batches';
import type { Payoff } from './self-play/payoff';
import { SelfPlay } from './self-play/self-play';
import { explainedVariance, UpdateMeasures, type UpdateSummary } from './rollout/update-measures';

/** Maps that training games are drawn from. */
export const MAP_POOL_SIZE = 256;
/** Finished episodes that promotion and diagnostics look at. */
export const RECENT_EPISODES = 100;
const PROMOTION_WIN_RATE = 0.7;

type Seen = { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array };

/** What one update was made of. */
export interface UpdateReport {
  readonly episodes: readonly LoggedEpisode[];
  readonly observedWins: number;
  readonly summary: UpdateSummary;
  readonly explainedVariance: number;
  /** Mean over the rollout of entropy / ln(allowed actions), 1 = uniform; decisions with one allowed action are left out. */
  readonly entropyShare: number;
  readonly environmentMs: number;
  readonly forwardMs: number;
  readonly updateMs: number;
  readonly totalMs: number;
  readonly decisions: number;
  readonly tier: TerritoryTier;
  /** Set when the last {@link RECENT_EPISODES} games were won often enough: the next rollout is played there. */
  readonly promotedTo: TerritoryTier | null;
}

/** State that the diagnostics keep; stored with the learner's own. */
export type DiagnosticState = Pick<PpoState, 'scores' | 'firstSpeed' | 'said' | 'deadUpdates'>;

/**
 * Proximal policy optimisation on parallel games: one epoch is one rollout of every game and the passes over it.
 * @see Schulman et al. (2017), https://arxiv.org/abs/1707.06347; layout and measures as in CleanRL's ppo.py
 */
export class PpoLearner implements OnPolicyLearning {
  /** Of the newest update. */
  report: UpdateReport | null = null;
  /** The last {@link RECENT_EPISODES} finished episodes, oldest first. */
  recent: readonly TerritoryEpisode[] = [];
  readonly buffer: RolloutBuffer;
  /** null: the tier has all other seats. */
  readonly selfPlay: SelfPlay | null;
  diagnostics: DiagnosticState = {
    scores: [],
    firstSpeed: null,
    said: [],
    deadUpdates: {},
  };
  private readonly inputs: PositionInputs;
  private readonly batches: UpdateBatches;
  private readonly statistics: RunningStatistics;
  private readonly rewardScale: RewardScale | null;
  private tier: TerritoryTier;
  private environment: TerritoryVectorEnvironment;
  private seen: Seen | null = null;

  constructor(
    private readonly config: ActorCriticConfig,
    private readonly seed: number,
  ) {
    const { environment, ppo, model } = config;
    const { environments } = environment;
    this.buffer = new RolloutBuffer({ steps: ppo.rollout_steps, environments, frames: model.frame_stack });
    this.inputs = new PositionInputs(environments, model.frame_stack);
    this.batches = new UpdateBatches(this.buffer, ppo.normalize_advantages);
    this.statistics = new RunningStatistics(model);
    const scales = ppo.normalize_rewards ?? environment.reward !== 'default';
    this.rewardScale = scales ? new RewardScale(environments, ppo.discount) : null;
    const { self_play: selfPlay } = environment;
    this.selfPlay = selfPlay && new SelfPlay({ config: selfPlay, frames: model.frame_stack, seed });
    this.tier = environment.tier;
    this.environment = this.createEnvironment();
  }

  async *epoch(index: number, session: EpochSession): AsyncIterable<TrainingBatch> {
    const started = performance.now();
    await this.startStatistics(session);
    const rollout = await this.collect(index, session);
    if (rollout === null) return;
    this.estimateAdvantages(rollout);
    const updateStarted = performance.now();
    const measures = new UpdateMeasures(this.config.ppo.clip_range);
    yield* this.update(index, session, measures);
    const updateEnded = performance.now();
    await this.renewStatistics(index, session);
    this.selfPlay?.close(index + 1, rollout.selfPlayGames, session.parameters);
    this.recent = [...this.recent, ...rollout.episodes.map(({ info }) => info)].slice(-RECENT_EPISODES);
    const { tier } = this;
    const promotedTo = this.promote();
    this.report = {
      episodes: rollout.episodes,
      observedWins: rollout.observedWins,
      summary: measures.summary(),
      explainedVariance: explainedVariance(this.buffer.values, this.buffer.returns),
      entropyShare: entropyShare(this.buffer),
      environmentMs: rollout.environmentMs,
      forwardMs: rollout.forwardMs,
      updateMs: updateEnded - updateStarted,
      totalMs: performance.now() - started,
      decisions: this.buffer.decisions,
      tier,
      promotedTo,
    };
  }

  state(): JsonValue {
    const { frames } = this.buffer.shape;
    const { rows, ages } = this.buffer.tail();
    const state: PpoState = {
      tier: this.tier,
      environment: this.environment.saveState(),
      tail: frames === 1 ? null : { ages, observations: storeObservations(this.buffer.observations, rows) },
      rewardScale: this.rewardScale?.state() ?? null,
      selfPlay: this.selfPlay?.recent ?? [],
      recent: this.recent,
      ...this.diagnostics,
    };
    return state;
  }

  tensors(): HostTensors {
    return this.selfPlay?.league.tensors() ?? {};
  }

  /**
   * @throws EnvironmentHashError when the games were played under other rules
   * @throws EnvironmentCountError when there were more or fewer of them
   */
  restore(stored: JsonValue, tensors: HostTensors): void {
    const { tier, environment, tail, rewardScale, selfPlay, recent, ...diagnostics } = ppoStateSchema.parse(stored);
    this.tier = tier;
    this.environment = this.createEnvironment();
    this.seen = this.environment.restoreState(environment);
    if (tail) this.buffer.setTail(loadObservations(tail.observations, tail.ages.length), tail.ages);
    if (rewardScale) this.rewardScale?.restore(rewardScale);
    this.selfPlay?.restore(selfPlay, tensors);
    this.recent = recent;
    this.diagnostics = diagnostics;
  }

  /** @returns how the weights of now do against each past one of the league; nothing without self-play */
  async payoff(context: EpochContext, signal: AbortSignal): Promise<readonly Payoff[]> {
    return (await this.selfPlay?.payoff(context, () => this.createEnvironment(), signal)) ?? [];
  }

  private createEnvironment(): TerritoryVectorEnvironment {
    const { environments, reward, self_play: selfPlay } = this.config.environment;
    return new TerritoryVectorEnvironment({
      environments,
      reward,
      tier: this.tier,
      mapPoolSize: MAP_POOL_SIZE,
      selfPlay: selfPlay && { players: LEARNER + selfPlay.seats, until: 'learner' },
    });
  }

  /** Games of another tier have other seeds. */
  private first(): Seen {
    this.seen ??= this.environment.reset(mixSeeds(this.seed, TERRITORY_TIERS.indexOf(this.tier)));
    return this.seen;
  }

  /** Batch norm needs some idea of the maps before the first decision: those of the games as they begin. */
  private async startStatistics({ parameters, compile }: EpochSession): Promise<void> {
    if (!this.statistics.needsStart(parameters)) return;
    const { observations } = this.first();
    const { environments, frames } = this.buffer.shape;
    for (let row = 0; row < environments; row++) {
      for (let frame = 0; frame < frames; frame++) this.inputs.writeFrame(row, frame, observations, row);
    }
    this.inputs.allowAll();
    await this.statistics.start(this.inputs.tensors(), parameters, compile);
  }

  private async collect(index: number, session: EpochSession): Promise<RolloutRecord | null> {
    const first = this.first();
    const { environment, buffer, inputs, rewardScale } = this;
    const { forward, isOver } = session;
    const opponents = this.selfPlay?.seat(index, session, environment) ?? null;
    const random = randomStream(this.seed, 'ppo.actions', index);
    const play = new RolloutPlay({ environment, buffer, inputs, forward, opponents, random, rewardScale, isOver });
    return play.play(first);
  }

  private estimateAdvantages({ lastValues }: RolloutRecord): void {
    const { buffer } = this;
    const { steps, environments: rows } = buffer.shape;
    const { rewards, values, terminated, truncated, finalValues, advantages, returns } = buffer;
    const { discount, gae_lambda: traceDecay } = this.config.ppo;
    generalizedAdvantages(
      { steps, rows, rewards, values, terminated, truncated, finalValues, lastValues, discount, traceDecay },
      advantages,
    );
    for (let i = 0; i < returns.length; i++) returns[i] = advantages[i]! + values[i]!;
  }

  /** The passes over the rollout; they end when the policy has moved as far as it may. */
  private async *update(
    index: number,
    { lastStep, parameters }: EpochSession,
    measures: UpdateMeasures,
  ): AsyncIterable<TrainingBatch> {
    const { epochs, target_kl: targetKl } = this.config.ppo;
    for (let pass = 0; pass < epochs; pass++) {
      measures.beginPass();
      for (const decisions of this.minibatches(index * epochs + pass)) {
        const inputs = this.batches.update(decisions);
        const noise = networkNoise(this.config.model, decisions.length);
        yield { inputs, noise, samples: decisions.length };
        const step = lastStep()!;
        measures.add(inputs, step);
        this.statistics.follow(step.outputs, parameters);
      }
      if (targetKl !== null && measures.passKl > targetKl) return;
    }
  }

  /** @param pass counted over the whole run: each has its own order */
  private *minibatches(pass: number): Iterable<Int32Array> {
    const { minibatch } = this.config.ppo;
    const order = this.shuffled('ppo.order', pass);
    for (let first = 0; first < order.length; first += minibatch) yield order.subarray(first, first + minibatch);
  }

  private async renewStatistics(index: number, { parameters, compile }: EpochSession): Promise<void> {
    const count = Math.min(this.config.ppo.minibatch, this.buffer.decisions);
    const sample = this.shuffled('ppo.statistics', index).subarray(0, count);
    await this.statistics.renew(this.batches.observations(sample), parameters, compile);
  }

  private shuffled(stream: string, step: number): Int32Array {
    const all = Int32Array.from({ length: this.buffer.decisions }, (_, decision) => decision);
    return randomStream(this.seed, stream, step).shuffle(all);
  }

  /** @returns the tier that the next rollout is played on, null when it stays */
  private promote(): TerritoryTier | null {
    const finalTier = this.config.environment.final_tier;
    const at = TERRITORY_TIERS.indexOf(this.tier);
    if (finalTier === null || at >= TERRITORY_TIERS.indexOf(finalTier)) return null;
    const wins = this.recent.filter(({ game }) => game.outcome === 'win').length;
    if (this.recent.length < RECENT_EPISODES || wins < PROMOTION_WIN_RATE * RECENT_EPISODES) return null;
    this.tier = TERRITORY_TIERS[at + 1]!;
    this.environment = this.createEnvironment();
    this.seen = null;
    this.first();
    this.recent = [];
    return this.tier;
  }
}

/** @returns mean of entropy / ln(allowed actions) where there is a choice */
function entropyShare({ entropies, actionMasks, decisions }: RolloutBuffer): number {
  const actions = actionMasks.length / decisions;
  let [sum, count] = [0, 0];
  for (let decision = 0; decision < decisions; decision++) {
    let allowed = 0;
    for (let at = decision * actions; at < (decision + 1) * actions; at++) allowed += actionMasks[at]!;
    if (allowed < 2) continue;
    sum += entropies[decision]! / Math.log(allowed);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
