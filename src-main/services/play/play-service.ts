import { checkpointIdSchema } from '#contract/ids';
import { CheckpointMissingError } from '#contract/errors/checkpoint-errors';
import { GameNotRunningError } from '#contract/errors/environment-errors';
import { JobFailedError } from '#contract/errors/workspace-errors';
import type { PlayAnswer, PlayedDecision, PlaySettings, SavedGame } from '#contract/territory-play';
import type { TerritoryOutcome } from '#contract/territory';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { Conversation, JobService, PlayService, StartGameRequest } from '../workbench';
import { SavedGames } from './saved-games';

export interface PlayServiceParts {
  readonly gamesFolder: string;
  readonly cacheFolder: string;
  readonly jobs: Pick<JobService, 'converse'>;
  /** Absolute folder of a checkpoint. */
  readonly resolveCheckpoint: (reference: string) => string;
}

/** The game that is being played. */
interface Game {
  readonly gameId: number;
  readonly request: StartGameRequest;
  readonly startedAt: number;
  readonly replay: TerritoryReplay;
  readonly actions: number[];
  outcome: TerritoryOutcome | null;
}

/** A worker with the network of a checkpoint. */
interface Table {
  readonly checkpointId: string;
  readonly conversation: Conversation;
}

/** Games of a person against a checkpoint. One at a time: a window shows one. */
export class WorkspacePlay implements PlayService {
  readonly #saved: SavedGames;
  #table: Table | null = null;
  #game: Game | null = null;
  #games = 0;

  constructor(private readonly parts: PlayServiceParts) {
    this.#saved = new SavedGames(parts.gamesFolder);
  }

  async start(request: StartGameRequest) {
    this.#game = null;
    const started = await this.#startedBy(request);
    if (started.kind !== 'started') throw notAgreed();
    const gameId = ++this.#games;
    this.#game = { gameId, request, startedAt: Date.now(), replay: started.replay, actions: [], outcome: null };
    return { ...started, gameId };
  }

  async play(gameId: number, action: number): Promise<PlayedDecision> {
    const game = this.#running(gameId);
    if (this.#table === null) throw new GameNotRunningError(gameId);
    const played = await this.#table.conversation.ask({ kind: 'play', action });
    if (played.kind !== 'played') throw notAgreed();
    game.actions.push(...played.actions);
    game.outcome = played.outcome;
    return played;
  }

  end(gameId: number): void {
    if (this.#game?.gameId !== gameId) return;
    this.#game = null;
    this.close();
  }

  save(gameId: number) {
    const { request, replay, actions, outcome, startedAt } = this.#running(gameId);
    const { checkpointId, choice, tier, seed } = request;
    const saved: SavedGame = {
      version: 1,
      savedAt: Date.now(),
      runId: checkpointId.split(':')[0]!,
      checkpointId,
      choice,
      outcome,
      replay: { ...replay, actions: [...actions] },
    };
    // Named by its beginning: what is saved again later replaces it.
    return this.#saved.write(`${saved.runId}-${tier}-${seed}-${startedAt}.json`, saved);
  }

  saved() {
    return this.#saved.list();
  }

  read(file: string): SavedGame {
    return this.#saved.read(file);
  }

  /** Gives the worker back. */
  close(): void {
    this.#table?.conversation.end();
    this.#table = null;
  }

  #running(gameId: number): Game {
    if (this.#game?.gameId !== gameId) throw new GameNotRunningError(gameId);
    return this.#game;
  }

  /** The worker that holds the network goes on; for another network there is another worker. */
  async #startedBy({ checkpointId, ...settings }: StartGameRequest): Promise<PlayAnswer> {
    if (!checkpointIdSchema.safeParse(checkpointId).success) throw new CheckpointMissingError(checkpointId);
    if (this.#table?.checkpointId === checkpointId) return this.#table.conversation.ask({ kind: 'start', settings });
    this.close();
    return this.#sitDown(checkpointId, settings);
  }

  #sitDown(checkpointId: string, settings: PlaySettings): Promise<PlayAnswer> {
    const { jobs, cacheFolder, resolveCheckpoint } = this.parts;
    const checkpointPath = resolveCheckpoint(checkpointId);
    const conversation = jobs.converse({ kind: 'territory-play', checkpointPath, settings, cacheFolder });
    const table = { checkpointId, conversation };
    this.#table = table;
    void conversation.ended.then(() => {
      if (this.#table === table) this.#table = null;
    });
    return conversation.first;
  }
}

const notAgreed = (): JobFailedError => new JobFailedError('territory-play', 'it answered another question');
