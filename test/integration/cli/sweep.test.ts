import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../src-main/cli/command-context';
import { resumeStudyCommand, sweepCommand, type SweepOptions } from '../../../src-main/cli/commands/sweep';
import type { StudyDocument } from '../../../src-main/cli/sweep-report';
import { createWorkspaceFixture, type WorkspaceFixture } from '../../support/workspace-fixture';

const SWEEP = `name: Two epochs
experiment: deep-set-ranker
space:
  model_a.epochs: { kind: int, low: 4, high: 5 }
sampler: { kind: grid }
objective: { metric: conference_spearman }
`;
const OPTIONS: SweepOptions = { set: [], verbose: false, dryRun: false, list: false };

/** A command's context on a real workspace, with what it said and printed. @param onProgress told each live line */
function openContext(fixture: WorkspaceFixture, onProgress: (text: string) => void = () => {}) {
  const lines: string[] = [];
  const notes: string[] = [];
  const documents: unknown[] = [];
  const workbench = fixture.workbench();
  const session = workbench.openWorkspace(fixture.workspaceFolder);
  const context: CommandContext = {
    output: {
      isJson: true,
      isLive: false,
      line: (text) => void lines.push(text),
      note: (text) => void notes.push(text),
      document: (value) => void documents.push(JSON.parse(JSON.stringify(value))),
      progress: onProgress,
      endProgress: () => {},
    },
    workbench: () => workbench,
    session: () => session,
    close: () => workbench.close(),
  };
  return { context, lines, notes, study: () => documents.at(-1) as StudyDocument };
}

describe('assay sweep', () => {
  let fixture: WorkspaceFixture;
  beforeEach(() => {
    fixture = createWorkspaceFixture();
    const folder = path.join(fixture.options.resourcesRoot, 'config/sweeps');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'two.yaml'), SWEEP);
  });
  afterEach(async () => {
    for (const name of ['FAKE_EPOCH_MS', 'FAKE_FAILS']) delete process.env[name];
    await fixture.remove();
  });

  it('runs every trial, prints each with its steps and exit code, and ends with 0 and the time', async () => {
    const { context, lines, notes, study } = openContext(fixture);
    expect(await sweepCommand(context, 'two', { ...OPTIONS, verbose: true })).toBe(0);
    expect(study()).toMatchObject({
      name: 'Two epochs',
      status: 'done',
      best: { objective: 0.8 },
      trials: [0, 1].map((number) => ({
        number,
        status: 'done',
        objective: 0.8,
        steps: [{ name: 'training', exitCode: 0 }],
      })),
    });
    expect(
      study()
        .trials.map(({ parameters }) => parameters['model_a.epochs'])
        .sort(),
    ).toEqual([4, 5]);
    expect(notes).toContain('training: exit 0');
    expect(notes.at(-1)).toMatch(/^Sweep finished in 0\.\d min \(2 done; .* in the queue\)\.$/);
    // 0.8 of every trial against the win rate's 0.876.
    expect(lines).toContain('On validation conference_spearman it does not beat the baseline win_rate (0.8760).');
  });

  it('takes the number of trials from the command line, and refuses what is no number', async () => {
    const { context, study } = openContext(fixture);
    expect(await sweepCommand(context, 'two', { ...OPTIONS, trials: '1' })).toBe(0);
    expect(study().trials).toHaveLength(1);
    await expect(sweepCommand(context, 'two', { ...OPTIONS, trials: '0' })).rejects.toMatchObject({
      code: 'E-USAGE-SWEEP',
      exitCode: 2,
    });
  });

  it('stops on Ctrl-C with 75 and says how to go on; resume ends with 0 and trains no trial twice', async () => {
    process.env['FAKE_EPOCH_MS'] = '500';
    let training = () => {};
    const isTraining = new Promise<void>((resolve) => (training = resolve));
    const first = openContext(fixture, (text) => {
      if (text.includes(' running')) training();
    });
    const code = sweepCommand(first.context, 'two', OPTIONS);
    await isTraining;
    process.emit('SIGINT');
    expect(await code).toBe(75);
    const { studyId, status, stoppedBy } = first.study();
    expect([status, stoppedBy?.kind]).toEqual(['stopped', 'person']);
    expect(first.notes.at(-1)).toBe(`Go on with: assay resume ${studyId}`);

    delete process.env['FAKE_EPOCH_MS'];
    await first.context.close();
    const second = openContext(fixture);
    expect(await resumeStudyCommand(second.context, studyId, { verbose: false })).toBe(0);
    expect(second.study().trials.map(({ status: state }) => state)).toEqual(['done', 'done']);
    const { runs } = await second.context.session();
    expect(runs.list({ query: '', includeTrash: true }).total).toBe(2);
  });

  it('ends with 64 when not one trial came to a value; --requeue failed runs them again', async () => {
    process.env['FAKE_FAILS'] = '1';
    const { context, lines, study } = openContext(fixture);
    expect(await sweepCommand(context, 'two', OPTIONS)).toBe(64);
    const failed = study();
    expect(failed.best).toBeNull();
    expect(failed.trials.map(({ status, error }) => [status, error?.exitCode, error?.message])).toEqual([
      ['failed', 64, 'Line 3 is broken.'],
      ['failed', 64, 'Line 3 is broken.'],
    ]);
    expect(lines).toContain('Trial 0: training, exit 64: Line 3 is broken. Repair it.');

    delete process.env['FAKE_FAILS'];
    expect(await resumeStudyCommand(context, failed.studyId, { verbose: false, requeue: 'failed' })).toBe(0);
    expect(study().best).toMatchObject({ objective: 0.8 });
  });

  it('lists what there is, and asks for a file otherwise', async () => {
    const { context, lines } = openContext(fixture);
    const { studyId } = (await context.session()).sweeps.start({ configPath: 'two', overrides: [] });
    await (await context.session()).sweeps.settled(studyId);
    expect(await sweepCommand(context, undefined, { ...OPTIONS, list: true })).toBe(0);
    expect(lines.at(-1)).toContain(studyId);
    await expect(sweepCommand(context, undefined, OPTIONS)).rejects.toMatchObject({ code: 'E-USAGE-SWEEP' });
  });
});
