import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { settingsSchema, workspaceSchema, type Settings, type Workspace } from '#contract/settings';
import { atomicWrite } from './atomic-write';

/** Recent workspaces that are remembered. */
const MOST_RECENTS = 12;

const stateSchema = z.object({ settings: settingsSchema, recents: z.array(workspaceSchema) });
type State = z.infer<typeof stateSchema>;

const DEFAULTS: State = { settings: settingsSchema.parse({}), recents: [] };

/** Settings and recent workspaces of this user, in `settings.json` of the per-user folder. */
export class AppState {
  #state: State;
  /** What was wrong with the file, or null. */
  readonly warning: string | null;

  constructor(private readonly userFolder: string) {
    const { state, warning } = load(this.#file);
    this.#state = state;
    this.warning = warning;
  }

  get settings(): Settings {
    return this.#state.settings;
  }

  /** Newest first; folders that have gone are left out. */
  get recents(): readonly Workspace[] {
    return this.#state.recents.filter(({ path: folder }) => existsSync(folder));
  }

  saveSettings(settings: Settings): void {
    this.#save({ ...this.#state, settings });
  }

  remember(workspace: Workspace): void {
    const others = this.#state.recents.filter(({ path: folder }) => folder !== workspace.path);
    this.#save({ ...this.#state, recents: [workspace, ...others].slice(0, MOST_RECENTS) });
  }

  #save(state: State): void {
    this.#state = state;
    atomicWrite(this.#file, `${JSON.stringify(state, null, 2)}\n`);
  }

  get #file(): string {
    return path.join(this.userFolder, 'settings.json');
  }
}

function load(file: string): { readonly state: State; readonly warning: string | null } {
  if (!existsSync(file)) return { state: DEFAULTS, warning: null };
  try {
    return { state: stateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), warning: null };
  } catch (error) {
    const kept = `${file}.broken`;
    renameSync(file, kept);
    const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? 'wrong content') : 'it is not JSON';
    return {
      state: DEFAULTS,
      warning: `The settings could not be read (${reason}); defaults are used, the old file is ${kept}.`,
    };
  }
}
