import { NotComparableError } from '#contract/errors/compare-errors';
import type { RunSummary } from '#contract/runs';
import type { MetricReference } from './metric-reference';

/** What a run was trained on. */
export interface RunData {
  readonly name: string;
  /** Empty while unknown. */
  readonly fingerprint: string;
}

/** A run with the name of its group. */
export interface NamedRun {
  readonly run: RunSummary;
  readonly label: string;
}

/** Keys that decide which samples a split holds: those of `data` that name the split or speak of splitting. */
const decidesSplit = (path: string, split: string): boolean =>
  path.startsWith('data.') && (path.includes(split) || path.includes('split'));

const shown = (value: string | undefined): string => value ?? 'not set';

/**
 * Refuses runs whose numbers were measured on different data. Training data may differ: that is a variant; the part that is
 * measured on may not.
 * @throws NotComparableError naming the first two runs that differ, and in what
 */
export function checkComparable(
  runs: readonly NamedRun[],
  { split }: MetricReference,
  dataOf: (runId: string) => RunData,
): void {
  const [first, ...others] = runs;
  if (!first) return;
  const keys = Object.keys(first.run.config).filter((path) => decidesSplit(path, split));
  const data = dataOf(first.run.runId);
  for (const other of others) {
    const names = {
      a: `${first.label} (${first.run.runId})`,
      b: `${other.label} (${other.run.runId})`,
    };
    checkSource(data, dataOf(other.run.runId), names);
    const differing = keys.find((path) => first.run.config[path] !== other.run.config[path]);
    if (differing !== undefined) {
      throw new NotComparableError(
        `${split} is another part of the data: ${differing} is ${shown(first.run.config[differing])} in ${names.a} and ${shown(other.run.config[differing])} in ${names.b}`,
        `Train one of them again with the same ${differing}, or evaluate both checkpoints on one source with assay evaluate --data.`,
        names,
      );
    }
    checkCounts(first.run, other.run, split, names);
  }
}

function checkSource(a: RunData, b: RunData, names: { readonly a: string; readonly b: string }): void {
  const nextStep =
    'Train one of them again on the same data, or evaluate both checkpoints on one source with assay evaluate --data.';
  if (a.name !== b.name)
    throw new NotComparableError(`${names.a} was trained on ${a.name}, ${names.b} on ${b.name}`, nextStep, names);
  // A run that was made before its source was checked has no fingerprint; nothing can be said against it then.
  if (a.fingerprint === b.fingerprint || a.fingerprint === '' || b.fingerprint === '') return;
  const short = (fingerprint: string): string => fingerprint.slice(0, 8);
  throw new NotComparableError(
    `${a.name} changed between them: its fingerprint was ${short(a.fingerprint)} for ${names.a} and ${short(b.fingerprint)} for ${names.b}`,
    nextStep,
    names,
  );
}

function checkCounts(
  a: RunSummary,
  b: RunSummary,
  split: MetricReference['split'],
  names: { readonly a: string; readonly b: string },
): void {
  const [before, after] = [a.metrics[split], b.metrics[split]];
  if (!before || !after || (before.n === after.n && before.clusters === after.clusters)) return;
  throw new NotComparableError(
    `${split} has ${before.n} samples in ${before.clusters} clusters for ${names.a} and ${after.n} in ${after.clusters} for ${names.b}`,
    'Use the same data settings in both experiments and train one of them again.',
    names,
  );
}
