import type { ConfigFile } from '#contract/configs';
import type { ModelReference } from '#contract/models';
import type { Checkpoint } from '#contract/run-detail';
import type { RunSummary } from '#contract/runs';

/** A model to choose, with the text that stands for it in the address. */
export interface ModelChoice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

const EXPERIMENT = 'experiment:';
const CHECKPOINT = 'checkpoint:';

/** @returns the reference as it stands in the address */
export const referenceText = (reference: ModelReference): string =>
  reference.kind === 'experiment' ? `${EXPERIMENT}${reference.path}` : `${CHECKPOINT}${reference.checkpointId}`;

/** @returns null for a text that stands for no model */
export function parseReference(text: string | null): ModelReference | null {
  if (text?.startsWith(EXPERIMENT)) return { kind: 'experiment', path: text.slice(EXPERIMENT.length) };
  if (text?.startsWith(CHECKPOINT)) return { kind: 'checkpoint', checkpointId: text.slice(CHECKPOINT.length) };
  return null;
}

/** @returns experiments by name, then the shipped checkpoint of each run */
export function modelChoices(
  files: readonly ConfigFile[],
  checkpoints: readonly Checkpoint[],
  runs: readonly RunSummary[],
): readonly ModelChoice[] {
  const experiments = files
    .filter(({ kind }) => kind === 'experiment')
    .map(({ path }) => ({
      value: referenceText({ kind: 'experiment', path }),
      label: path.replace(/^configs\/experiments\//, ''),
      detail: 'experiment',
    }));
  const stored = runs.flatMap((run) => {
    const id = run.best?.checkpointId ?? checkpoints.find(({ runId }) => runId === run.runId)?.ids[0];
    if (id === undefined) return [];
    return [
      {
        value: referenceText({ kind: 'checkpoint', checkpointId: id }),
        label: `${run.name}, seed ${run.seed}`,
        detail: id,
      },
    ];
  });
  return [...experiments, ...stored];
}
