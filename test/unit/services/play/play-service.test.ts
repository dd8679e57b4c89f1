import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointMissingError } from '#contract/errors/checkpoint-errors';
import { GameNotRunningError, SavedGameUnreadableError } from '#contract/errors/environment-errors';
import type { PlayAnswer, PlayQuestion } from '#contract/territory-play';
import { WorkspacePlay } from '../../../../src-main/services/play/play-service';
import type { Conversation } from '../../../../src-main/services/workbench';

const frame = { action: null, changes: [], players: [], allowed: [80], reward: 0 };
const settings = { tier: 'easy', seed: 4, choice: 'sampled' } as const;
const request = { ...settings, checkpointId: 'r-0123456789:best-score' };

function answerTo(question: PlayQuestion): PlayAnswer {
  if (question.kind === 'play')
    return { kind: 'played', actions: [question.action, 3, -1, -1, -1, -1], frame, thought: null, outcome: 'timeout' };
  const { tier, seed } = question.settings;
  const replay = { environmentHash: '0123456789ab', tier, seed, mapSeed: seed, selfPlay: true, actions: [] };
  return { kind: 'started', replay, opponents: [], side: 128, terrain: [], frame };
}

describe('games against an agent', () => {
  let folder: string;
  let workers: { readonly checkpointPath: string; isEnded: boolean; crash: () => void }[];
  let play: WorkspacePlay;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'assay-games-'));
    workers = [];
    const converse = ({ checkpointPath, settings: first }: { checkpointPath: string; settings: typeof settings }) => {
      let crash = (): void => {};
      const ended = new Promise<void>((resolve) => (crash = resolve));
      const worker = { checkpointPath, isEnded: false, crash };
      workers.push(worker);
      const conversation: Conversation = {
        first: Promise.resolve(answerTo({ kind: 'start', settings: first })),
        ask: (question) => Promise.resolve(answerTo(question)),
        end: () => (worker.isEnded = true),
        ended,
      };
      return conversation;
    };
    play = new WorkspacePlay({
      gamesFolder: path.join(folder, 'games'),
      cacheFolder: folder,
      jobs: { converse: converse as never },
      resolveCheckpoint: (id) => `/checkpoints/${id}`,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('uses the worker of a checkpoint again, and another for another checkpoint', async () => {
    const first = await play.start(request);
    const second = await play.start({ ...request, seed: 5 });
    expect([first.replay.seed, second.replay.seed]).toEqual([4, 5]);
    expect(workers.map(({ checkpointPath }) => checkpointPath)).toEqual(['/checkpoints/r-0123456789:best-score']);
    await play.start({ ...request, checkpointId: 'r-0123456789:last' });
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    await expect(play.play(first.gameId, 80)).rejects.toThrow(GameNotRunningError);
  });

  it('keeps a game with the actions of all players; what is saved later replaces it', async () => {
    const { gameId } = await play.start(request);
    await play.play(gameId, 80);
    const { file } = play.save(gameId);
    await play.play(gameId, 12);
    expect(play.save(gameId).file).toBe(file);
    expect(readdirSync(path.join(folder, 'games'))).toEqual([file]);
    const saved = play.read(file);
    expect(saved).toMatchObject({ runId: 'r-0123456789', outcome: 'timeout', choice: 'sampled' });
    expect(saved.replay.actions).toEqual([80, 3, -1, -1, -1, -1, 12, 3, -1, -1, -1, -1]);
    expect(play.saved()).toMatchObject([{ file, tier: 'easy', seed: 4, decisions: 2 }]);
  });

  it('leaves out files that hold something else, and reads nothing outside its folder', async () => {
    const { gameId } = await play.start(request);
    await play.play(gameId, 80);
    const { file, path: saved } = play.save(gameId);
    writeFileSync(path.join(path.dirname(saved), 'notes.json'), '{"version":2}');
    writeFileSync(path.join(path.dirname(saved), 'torn.json'), '{"version":1,');
    writeFileSync(path.join(folder, 'outside.json'), '{}');
    expect(play.saved().map((entry) => entry.file)).toEqual([file]);
    for (const name of ['../outside.json', 'notes.json', 'torn.json', 'missing.json'])
      expect(() => play.read(name)).toThrow(SavedGameUnreadableError);
  });

  it('gives the worker back at the end of the newest game, not of an older one', async () => {
    const first = await play.start(request);
    const second = await play.start(request);
    play.end(first.gameId);
    expect(workers[0]!.isEnded).toBe(false);
    play.end(second.gameId);
    expect(workers[0]!.isEnded).toBe(true);
    expect(() => play.save(second.gameId)).toThrow(GameNotRunningError);
  });

  it('says that a game is over when its worker is gone, and starts the next with a new one', async () => {
    const { gameId } = await play.start(request);
    workers[0]!.crash();
    await Promise.resolve();
    await expect(play.play(gameId, 80)).rejects.toThrow(GameNotRunningError);
    await play.start(request);
    expect(workers).toHaveLength(2);
  });

  it('refuses a reference that names no checkpoint', async () => {
    await expect(play.start({ ...request, checkpointId: '../somewhere' })).rejects.toThrow(CheckpointMissingError);
  });
});
