import { experimentOf } from '../../engine/families/experiment-of';
import { NotAPlayerError } from '#contract/errors/environment-errors';
import { serializeError } from '#contract/errors/workbench-error';
import type { JobInput, JobOutput } from '#contract/jobs';
import { AGENT_PLAYER, type PlayAnswer, type PlayQuestion, type PlaySettings } from '#contract/territory-play';
import { createExecutor } from '../../engine/backend/registry';
import type { Executor, ForwardPass } from '../../engine/backend/executor';
import { restoreParameters } from '../../engine/checkpoints/parameter-tensors';
import { LiveGame } from '../../engine/environments/territory/play/live-game';
import { GameAgent } from '../../engine/families/actor-critic/evaluation/game-agent';
import { createExplanation } from '../../engine/families/actor-critic/network/network';
import { checkPreprocessing } from '../../engine/families/actor-critic/preprocessing';
import { createModelStore } from '../../engine/trainer/model-store';
import { stepCache } from '../step-cache';
import type { JobContext } from './job-context';
import { openStoredModel } from './stored-model';

type Input = JobInput & { kind: 'territory-play' };

/** A network that is ready to think. */
interface LoadedAgent {
  readonly executor: Executor;
  readonly explanation: ForwardPass;
  readonly frames: number;
}

async function loadAgent({ checkpointPath, cacheFolder }: Input, context: JobContext): Promise<LoadedAgent> {
  const { checkpoint, run, family } = await openStoredModel(checkpointPath, context);
  if (family.id !== 'actor-critic') throw new NotAPlayerError(family.id);
  const config = experimentOf('actor-critic', run.config);
  checkPreprocessing(checkpoint.preprocessing, config);
  const { parameters } = createModelStore(family.describe(run.config));
  restoreParameters(parameters, checkpoint.weights, checkpoint.folder);
  const { executor: id, threads } = checkpoint.state.engine;
  const cache = stepCache(run.config, run.codeVersion, cacheFolder);
  const executor = await createExecutor(id, { threads, cache });
  const explanation = executor.forward(createExplanation(config.model), parameters);
  return { executor, explanation, frames: config.model.frame_stack };
}

/** Games one after the other against one agent. */
class Table {
  games = 0;
  private game: LiveGame | null = null;
  private agent: GameAgent | null = null;

  constructor(private readonly loaded: LoadedAgent) {}

  async answer(question: PlayQuestion): Promise<PlayAnswer> {
    return question.kind === 'start' ? this.start(question.settings) : this.play(question.action);
  }

  private start({ tier, seed, choice }: PlaySettings): PlayAnswer {
    const { explanation, frames } = this.loaded;
    this.game = new LiveGame({ tier, seed });
    this.agent = new GameAgent(explanation, frames, { player: AGENT_PLAYER, seed, choice });
    this.games += 1;
    return this.game.start();
  }

  private async play(action: number): Promise<PlayAnswer> {
    const game = this.game!;
    game.checkAction(action);
    return game.play(action, await this.agent!.decide(game.game));
  }
}

/**
 * Plays Territory with a person: loads the network once, answers the question of its input, and then those that main asks,
 * one after the other, until it is told to end.
 * @throws CheckpointMissingError, CheckpointDamagedError, NotAPlayerError, EnvironmentHashError, FrameStackError
 */
export async function territoryPlay(input: Input, context: JobContext): Promise<JobOutput<'territory-play'>> {
  const { environment, progress, signal } = context;
  progress('loading the network', null);
  const loaded = await loadAgent(input, context);
  const table = new Table(loaded);
  const reply = (id: number, question: PlayQuestion): Promise<void> =>
    table.answer(question).then(
      (answer) => environment.parent.notify({ kind: 'answer', id, answer, error: null }),
      (error: unknown) => environment.parent.notify({ kind: 'answer', id, answer: null, error: serializeError(error) }),
    );
  let busy = reply(0, { kind: 'start', settings: input.settings });
  environment.parent.onCommand((command) => {
    if (command.kind === 'ask') busy = busy.then(() => reply(command.id, command.question));
  });
  await ended(signal);
  await busy;
  loaded.explanation.dispose();
  await loaded.executor.dispose();
  return { games: table.games };
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
