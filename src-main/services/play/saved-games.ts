import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SavedGameUnreadableError } from '#contract/errors/environment-errors';
import { savedGameSchema, type SavedGame, type SavedGameEntry } from '#contract/territory-play';
import { atomicWrite } from '../atomic-write';

/** Names that this program gives: a name from the window must not lead out of the folder. */
const FILE_NAME = /^[\w-]+\.json$/;
/** Of a replay with all players: one number each. */
const ACTIONS_PER_DECISION = 6;

/** Games against agents, a file each, in `games/` of a workspace. */
export class SavedGames {
  constructor(private readonly folder: string) {}

  /** @returns name in the folder, and absolute path */
  write(file: string, game: SavedGame): { readonly file: string; readonly path: string } {
    const target = path.join(this.folder, file);
    atomicWrite(target, `${JSON.stringify(game)}\n`);
    return { file, path: target };
  }

  /** @throws SavedGameUnreadableError */
  read(file: string): SavedGame {
    const target = path.join(this.folder, file);
    if (!FILE_NAME.test(file) || !existsSync(target)) throw new SavedGameUnreadableError(file, 'there is no such file');
    const parsed = savedGameSchema.safeParse(parseJson(readFileSync(target, 'utf8')));
    if (!parsed.success) throw new SavedGameUnreadableError(file, 'it does not hold a game of this version');
    return parsed.data;
  }

  /** Newest first; files that hold something else are left out. */
  list(): readonly SavedGameEntry[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .flatMap((file) => {
        const parsed = FILE_NAME.test(file) ? this.entryOf(file) : null;
        return parsed === null ? [] : [parsed];
      })
      .sort((a, b) => b.savedAt - a.savedAt);
  }

  private entryOf(file: string): SavedGameEntry | null {
    const parsed = savedGameSchema.safeParse(parseJson(readFileSync(path.join(this.folder, file), 'utf8')));
    if (!parsed.success) return null;
    const { savedAt, runId, checkpointId, choice, outcome, replay } = parsed.data;
    const decisions = replay.actions.length / ACTIONS_PER_DECISION;
    return { file, savedAt, runId, checkpointId, choice, outcome, tier: replay.tier, seed: replay.seed, decisions };
  }
}

/** @returns undefined for text that is no JSON */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
