import type { ActorCriticConfig } from '#contract/config/actor-critic';
import { ActionsWithoutEffectError } from '#contract/errors/environment-errors';
import type { EvaluationSplit } from '#contract/ids';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import {
  actionNoEffect,
  measureActionEffects,
  type ActionEffects,
  territoryProbe,
} from '../../environments/territory/diagnostics/action-effect';
import { gameScore } from '../../environments/territory/evaluation/evaluation-summary';
import type { EpochContext, EpochFindings, Evaluation, PrepareContext, TrainingTask } from '../family';
import type { ForwardPass } from '../../backend/executor';
import { afterUpdate } from './diagnostics/after-update';
import type { BaselineScores } from './diagnostics/update-findings';
import { agentReplay } from './evaluation/agent-replay';
import { baselineMetrics, baselineTable, type BaselineTable } from './evaluation/baseline-table';
import { gameList, PLAYED_SPLITS, type PlayedSplit } from './evaluation/game-lists';
import type { GamesByMode } from './evaluation/game-rows';
import { playSplit, toEvaluation } from './evaluation/play-split';
import { createExplanation, createNetwork } from './network/network';
import { payoffLine } from './self-play/payoff';
import { PpoLearner } from './ppo-learner';
import { currentPreprocessing } from './preprocessing';
import { previewBatches } from './preview-batches';
import { PositionInputs } from './rollout/position-inputs';
import { territoryFacts } from './territory-facts';
import { minibatchSizes, trainingOptions, updatesOf } from './training-options';

/** Games whose first decision is tried with every action before a run starts. */
const EFFECT_SEEDS: readonly number[] = Array.from({ length: 20 }, (_, seed) => seed);

/**
 * One run's task.
 * @throws ActionsWithoutEffectError when what the learner does changes no game
 */
export async function createTrainingTask(config: ActorCriticConfig, context: PrepareContext): Promise<TrainingTask> {
  context.phase('trying actions', null);
  const effects = tryActions(config);
  const baselines = await playBaselines(config, PLAYED_SPLITS, context);
  return new TerritoryTask(config, context, baselines, effects);
}

/** @throws ActionsWithoutEffectError (diagnostic ACT-NOEFFECT) */
function tryActions({ environment }: ActorCriticConfig): ActionEffects {
  const effects = measureActionEffects(territoryProbe(environment.tier), EFFECT_SEEDS);
  const finding = actionNoEffect(effects);
  if (finding) throw new ActionsWithoutEffectError(`${finding.message} ${finding.cause}`, finding.nextStep);
  return effects;
}

/** @param games of each split; default as configured */
export function playBaselines(
  config: ActorCriticConfig,
  splits: readonly PlayedSplit[],
  context: PrepareContext,
  games?: number,
): Promise<BaselineTable> {
  const lists = splits.map((split) => [split, gameList(config, split, games)] as const);
  const seeds = Object.fromEntries(lists.map(([split, list]) => [split, list.seeds]));
  const { environment, evaluation } = config;
  return baselineTable(seeds, {
    tier: environment.final_tier ?? environment.tier,
    cacheFolder: context.cacheFolder,
    signal: context.signal,
    linearDecisions: evaluation.linear_decisions,
    phase: (name, fraction) => context.phase(name, fraction),
  });
}

class TerritoryTask implements TrainingTask {
  readonly model;
  readonly options;
  readonly stepsPerEpoch;
  readonly splits = PLAYED_SPLITS;
  readonly onPolicy: PpoLearner;
  readonly baselines;
  readonly preprocessing;
  readonly facts;
  private readonly sizes: readonly number[];
  private readonly explanation;
  private readonly scores: BaselineScores;
  /** Of the evaluation since the last update. */
  private evaluated: { readonly games: GamesByMode; readonly replay: TerritoryReplay } | null = null;
  private isFirstUpdate = true;

  constructor(
    private readonly config: ActorCriticConfig,
    private readonly context: PrepareContext,
    private readonly table: BaselineTable,
    effects: ActionEffects,
  ) {
    this.model = createNetwork(config.model, config.ppo);
    this.explanation = createExplanation(config.model);
    this.options = trainingOptions(config, context.seed);
    this.sizes = minibatchSizes(config);
    this.stepsPerEpoch = this.sizes.length;
    this.onPolicy = new PpoLearner(config, context.seed);
    this.baselines = baselineMetrics(table);
    this.scores = baselineScores(table);
    this.preprocessing = currentPreprocessing(config);
    this.facts = territoryFacts(config, effects);
  }

  epoch(index: number) {
    return previewBatches(this.config, this.sizes, this.context.seed, index);
  }

  async evaluate(split: EvaluationSplit, forward: ForwardPass): Promise<Evaluation> {
    const played = toPlayed(split);
    const { games, replay } = await playSplit(forward, gameList(this.config, played), {
      rows: this.config.environment.environments,
      frames: this.config.model.frame_stack,
      signal: this.context.signal,
    });
    if (played === 'validation') this.evaluated = { games, replay };
    return toEvaluation(games, this.table.greedy[played]!);
  }

  async afterEpoch(context: EpochContext): Promise<EpochFindings> {
    const { evaluated, isFirstUpdate } = this;
    this.evaluated = null;
    this.isFirstUpdate = false;
    const findings = afterUpdate(
      {
        learner: this.onPolicy,
        baselines: this.scores,
        updates: updatesOf(this.config),
        evaluated: evaluated?.games ?? null,
        isFirstOfProcess: isFirstUpdate,
      },
      context,
    );
    const payoff = context.stopping === null ? [] : await this.onPolicy.payoff(context, this.context.signal);
    return {
      ...findings,
      logLines: [...findings.logLines, ...payoff.map(payoffLine)],
      snapshots: evaluated ? [await this.snapshot(evaluated.replay, context)] : [],
    };
  }

  private async snapshot(replay: TerritoryReplay, { compile }: EpochContext) {
    const inputs = new PositionInputs(this.config.environment.environments, this.config.model.frame_stack);
    return { name: 'agent-replay', data: await agentReplay(replay, compile(this.explanation), inputs) };
  }
}

/** The trainer only asks for splits of the task. */
export const toPlayed = (split: EvaluationSplit): PlayedSplit => (split === 'test' ? 'test' : 'validation');

function baselineScores(table: BaselineTable): BaselineScores {
  const score = (player: 'idle' | 'random' | 'greedy'): number => {
    const games = table[player].validation!;
    return games.reduce((sum, game) => sum + gameScore(game), 0) / games.length;
  };
  const greedy = table.greedy.validation!;
  const wins = greedy.filter(({ game }) => game.outcome === 'win').length;
  return {
    idle: score('idle'),
    random: score('random'),
    greedy: score('greedy'),
    greedyWinRate: wins / greedy.length,
  };
}
