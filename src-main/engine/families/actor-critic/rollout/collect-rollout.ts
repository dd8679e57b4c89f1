import type { SelfPlayGame } from '#contract/ppo-state';
import type { ForwardPass } from '../../../backend/executor';
import { sampleAllowed } from '../../../environments/evaluation/masked-choice';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import { PLAYERS, RULES } from '../../../environments/territory/game/rules';
import {
  GLOBAL_FEATURES,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';
import type { TerritoryVectorEnvironment } from '../../../environments/territory/territory-vector-environment';
import type { LoggedEpisode } from '../../../environments/territory/diagnostics/episode-diagnostics';
import type { RandomStream } from '../../../random/random-stream';
import { aheadShare } from '../self-play/ahead-share';
import type { PolicySeats } from '../self-play/policy-seats';
import type { RewardScale } from './reward-scale';
import type { PositionInputs } from './position-inputs';
import type { RolloutBuffer } from './rollout-buffer';

type Seen = { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array };
type Step = ReturnType<TerritoryVectorEnvironment['step']>;

/** What a rollout gave beside the buffer. */
export interface RolloutRecord {
  readonly episodes: readonly LoggedEpisode[];
  /** Wins as the final observations show them: counted without the record of the game. */
  readonly observedWins: number;
  /** Of each finished game in which policies had other seats: how the learner did against them. */
  readonly selfPlayGames: readonly Omit<SelfPlayGame, 'opponent'>[];
  /** float32 [environments], values after the last step. */
  readonly lastValues: Float32Array;
  readonly environmentMs: number;
  readonly forwardMs: number;
}

/** Who plays, and where what is played goes. */
export interface RolloutParts {
  readonly environment: TerritoryVectorEnvironment;
  readonly buffer: RolloutBuffer;
  readonly inputs: PositionInputs;
  readonly forward: ForwardPass;
  /** Play the environment's other rows; null where the learner is alone. */
  readonly opponents: PolicySeats | null;
  /** Draws the actions. */
  readonly random: RandomStream;
  /** null: rewards stay as they are. */
  readonly rewardScale: RewardScale | null;
  readonly isOver: () => Promise<boolean>;
}

const SHARE = GLOBAL_FEATURES.indexOf('own_share');
const ALIVE = GLOBAL_FEATURES.indexOf('alive');

/** @returns whether a final observation shows a won game: enough land, or nobody else left */
function showsWin({ globals }: TerritoryObservations, row: number): boolean {
  const at = row * GLOBAL_FEATURES.length;
  const isAlone = Math.round(globals[at + ALIVE]! * PLAYERS) === 1;
  const share = globals[at + SHARE]!;
  return share > 0 && (isAlone || share >= Math.fround(RULES.winShare));
}

/** Lets the policy play one rollout by sampling. Only the learner's rows are recorded, the first ones of the environment. */
export class RolloutPlay {
  private readonly episodes: LoggedEpisode[] = [];
  private readonly selfPlayGames: Omit<SelfPlayGame, 'opponent'>[] = [];
  private observedWins = 0;
  private environmentMs = 0;
  private forwardMs = 0;

  constructor(private readonly parts: RolloutParts) {}

  /**
   * @param first what every environment shows now
   * @returns null when the run was asked to end
   */
  async play(first: Seen): Promise<RolloutRecord | null> {
    const { buffer, environment, isOver } = this.parts;
    buffer.begin();
    let seen = first;
    for (let step = 0; step < buffer.shape.steps; step++) {
      if (await isOver()) return null;
      buffer.record(step, seen, environment.decisions);
      await this.choose(step);
      const result = this.step(step, await this.actions(step, seen));
      await this.valueTruncated(step, result);
      seen = result;
    }
    const lastValues = await this.lastValues(seen);
    const { episodes, observedWins, selfPlayGames, environmentMs } = this;
    const forwardMs = this.forwardMs + (this.parts.opponents?.forwardMs ?? 0);
    return { episodes, observedWins, selfPlayGames, lastValues, environmentMs, forwardMs };
  }

  private async run(): Promise<{ readonly logProbabilities: Float32Array; readonly values: Float32Array }> {
    const started = performance.now();
    const outputs = await this.parts.forward.run(this.parts.inputs.tensors());
    this.forwardMs += performance.now() - started;
    return {
      logProbabilities: outputs['log_probabilities']!.data as Float32Array,
      values: outputs['value']!.data as Float32Array,
    };
  }

  private async choose(step: number): Promise<void> {
    const { buffer, inputs, random } = this.parts;
    const { environments, frames } = buffer.shape;
    const first = step * environments;
    for (let row = 0; row < environments; row++) {
      for (let frame = 0; frame < frames; frame++) {
        const from = buffer.frameRow(first + row, frames - 1 - frame);
        inputs.writeFrame(row, frame, buffer.observations, from);
      }
      inputs.writeMask(row, buffer.actionMasks, first + row);
    }
    const { logProbabilities, values } = await this.run();
    buffer.values.set(values.subarray(0, environments), first);
    const masks = buffer.actionMasks.subarray(first * ACTIONS, (first + environments) * ACTIONS);
    for (let row = 0; row < environments; row++) {
      const action = sampleAllowed(logProbabilities, masks, row * ACTIONS, ACTIONS, random.uniform());
      buffer.actions[first + row] = action;
      buffer.logProbabilities[first + row] = logProbabilities[row * ACTIONS + action]!;
      buffer.entropies[first + row] = entropyOf(logProbabilities, masks, row * ACTIONS);
    }
  }

  /** @returns actions of all rows of the environment */
  private async actions(step: number, seen: Seen): Promise<Int32Array> {
    const { buffer, environment, opponents } = this.parts;
    const { environments } = buffer.shape;
    const learners = buffer.actions.subarray(step * environments, (step + 1) * environments);
    if (opponents === null) return learners;
    const actions = new Int32Array(environment.rows);
    actions.set(learners);
    await opponents.act(seen, actions);
    return actions;
  }

  private step(step: number, actions: Int32Array): Step {
    const { buffer, environment, opponents, rewardScale } = this.parts;
    const { environments } = buffer.shape;
    const first = step * environments;
    const started = performance.now();
    const result = opponents === null ? environment.step(actions) : environment.stepAll(actions);
    this.environmentMs += performance.now() - started;
    buffer.rewards.set(result.rewards.subarray(0, environments), first);
    buffer.terminated.set(result.terminated.subarray(0, environments), first);
    buffer.truncated.set(result.truncated.subarray(0, environments), first);
    rewardScale?.apply(buffer.rewards, first, [result.terminated, result.truncated]);
    for (let row = 0; row < environments; row++) this.log(result, row);
    return result;
  }

  private log({ finalInfos, terminated, truncated, finalObservations }: Step, row: number): void {
    const info = finalInfos[row];
    if (!info) return;
    const isTerminated = terminated[row] === 1;
    this.episodes.push({ info, terminated: isTerminated, truncated: truncated[row] === 1 });
    if (isTerminated && showsWin(finalObservations, row)) this.observedWins += 1;
    const { environment, opponents } = this.parts;
    if (opponents === null) return;
    const ahead = aheadShare(environment.finalRanks, row, environment.environments);
    this.selfPlayGames.push({ isWon: info.game.outcome === 'win', aheadShare: ahead });
  }

  /** The future of a truncated episode is worth what its final observation is. */
  private async valueTruncated(step: number, { truncated, finalObservations }: Step): Promise<void> {
    const { buffer, inputs } = this.parts;
    const { environments, frames } = buffer.shape;
    if (!truncated.subarray(0, environments).includes(1)) return;
    const first = step * environments;
    for (let row = 0; row < environments; row++) {
      if (truncated[row] === 0) continue;
      inputs.writeFrame(row, frames - 1, finalObservations, row);
      for (let back = 1; back < frames; back++) {
        const from = buffer.frameRow(first + row, back - 1);
        inputs.writeFrame(row, frames - 1 - back, buffer.observations, from);
      }
    }
    inputs.allowAll();
    const { values } = await this.run();
    for (let row = 0; row < environments; row++) {
      if (truncated[row] === 1) buffer.finalValues[first + row] = values[row]!;
    }
  }

  private async lastValues({ observations }: Seen): Promise<Float32Array> {
    const { buffer, environment, inputs } = this.parts;
    const { environments, frames, steps } = buffer.shape;
    for (let row = 0; row < environments; row++) {
      inputs.writeFrame(row, frames - 1, observations, row);
      const age = environment.decisions[row]!;
      for (let back = 1; back < frames; back++) {
        const last = (steps - 1) * environments + row;
        if (age === 0) inputs.writeFrame(row, frames - 1 - back, observations, row);
        else inputs.writeFrame(row, frames - 1 - back, buffer.observations, buffer.frameRow(last, back - 1));
      }
    }
    inputs.allowAll();
    const { values } = await this.run();
    return values.slice(0, environments);
  }
}

/** @returns entropy over the allowed actions, nats */
function entropyOf(logProbabilities: Float32Array, masks: Uint8Array, from: number): number {
  let entropy = 0;
  for (let action = 0; action < ACTIONS; action++) {
    if (masks[from + action] === 0) continue;
    const logProbability = logProbabilities[from + action]!;
    entropy -= Math.exp(logProbability) * logProbability;
  }
  return entropy;
}
