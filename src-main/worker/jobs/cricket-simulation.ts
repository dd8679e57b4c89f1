import type { Simulation } from '#contract/cricket';
import type { JobInput } from '#contract/jobs';
import type { ForwardFunction } from '../../engine/backend/executor';
import { findJudgedInnings } from '../../engine/families/hetero-gnn/snapshots/judged-innings';
import { simulateRest } from '../../engine/families/hetero-gnn/simulation/simulate-rest';
import { summarizeEndings } from '../../engine/families/hetero-gnn/simulation/summarize-endings';
import { openCricketModel, startCricketModel, type CricketModel, type RunningCricketModel } from './cricket-model';
import type { JobContext } from './job-context';

type Input = JobInput & { kind: 'cricket-simulation' };

/** Innings of one pass. More fill caches of the processor for nothing, fewer repeat the cost of a call. */
const INNINGS_A_PASS = 8;

/** Plays the rest of an innings many times with a stored network. */
export async function cricketSimulation(input: Input, context: JobContext): Promise<Simulation> {
  const model = await openCricketModel(input, context);
  const running = await startCricketModel(model, INNINGS_A_PASS, input.cacheFolder);
  try {
    return await simulate(input, model, running, context);
  } finally {
    await running.executor.dispose();
  }
}

async function simulate(
  { request }: Input,
  { data, preprocessing }: CricketModel,
  { slots, network, parameters, executor }: RunningCricketModel,
  { progress, signal }: JobContext,
): Promise<Simulation> {
  const { position, innings } = findJudgedInnings(data, request);
  const { target, maximumBalls } = data.archive.innings[position]!;
  const forward = executor.forward(probabilitiesOnly(network.model.forward), parameters);
  const parts = { data, plan: network.plan, slots, calibration: preprocessing.calibration, forward, signal };
  try {
    const { start, over, played, endings } = await simulateRest(
      { ...parts, onProgress: progress },
      { ...request, position },
    );
    return {
      ...request,
      split: innings.split,
      battingTeam: innings.battingTeam,
      bowlingTeam: innings.bowlingTeam,
      target,
      from: { ...start, over, maximumBalls },
      played,
      endings: [...endings],
      ...summarizeEndings(endings, target),
    };
  } finally {
    forward.dispose();
  }
}

/** Attention and states are not looked at here, and what is not asked for is not computed. */
const probabilitiesOnly =
  (forward: ForwardFunction): ForwardFunction =>
  (parameters, inputs) => ({ log_probabilities: forward(parameters, inputs)['log_probabilities']! });
