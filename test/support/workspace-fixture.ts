import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorkbench, type WorkbenchOptions } from '../../src-main/services/create-workbench';
import type { Workbench } from '../../src-main/services/workbench';

/** The scripted stand-in for the worker. */
export const FAKE_WORKER = fileURLToPath(new URL('./workspace-fake-worker.mjs', import.meta.url));

export const EXAMPLE_YAML = `# An experiment of a test.
family: deep-set-ranker
name: Example
data:
  train_seasons: [2021-22]
  validation_seasons: [2022-23]
model_a:
  epochs: 5
`;

/** Folders of one test: an app's resources with one experiment and one sample source, a user folder, a workspace. */
export interface WorkspaceFixture {
  readonly root: string;
  readonly workspaceFolder: string;
  readonly options: WorkbenchOptions;
  /** A workbench of this test, closed at its end. */
  workbench(change?: Partial<WorkbenchOptions>): Workbench;
  remove(): Promise<void>;
}

export function createWorkspaceFixture(): WorkspaceFixture {
  const root = mkdtempSync(path.join(tmpdir(), 'assay-test-'));
  const resourcesRoot = path.join(root, 'app');
  mkdirSync(path.join(resourcesRoot, 'config/experiments'), { recursive: true });
  writeFileSync(path.join(resourcesRoot, 'config/experiments/deep-set-ranker.yaml'), EXAMPLE_YAML);
  mkdirSync(path.join(resourcesRoot, 'resources/sample-data/nba-box-scores'), { recursive: true });
  writeFileSync(path.join(resourcesRoot, 'resources/sample-data/nba-box-scores/games.csv'), 'game\n1\n');
  const opened: Workbench[] = [];
  const options: WorkbenchOptions = {
    appVersion: '0.1.0',
    userFolder: path.join(root, 'user'),
    resourcesRoot,
    worker: { script: FAKE_WORKER },
    continuesQueue: true,
    environment: {},
  };
  return {
    root,
    workspaceFolder: path.join(root, 'workspace'),
    options,
    workbench(change = {}) {
      const workbench = createWorkbench({ ...options, ...change });
      opened.push(workbench);
      return workbench;
    },
    async remove() {
      for (const workbench of opened) {
        await workbench.workspace?.runs.stopAll();
        await workbench.close();
      }
      rmSync(root, { recursive: true, force: true });
    },
  };
}
