import { cellValues } from '../cell-values';
import type { CriterionRule } from './criterion-rule';
import { answered, pending } from './finding';

/** A run of the variant was exported in all formats, the files are there, and each was compared when it was written. */
export const exported: CriterionRule<'exported'> = ({ variant, formats }, { plan, item, evidence }) => {
  const cell = plan.variants.get(variant)!;
  const runs = cellValues(evidence, cell, plan.ladder.metric);
  if (runs.size === 0) return pending(`no finished run of ${cell.label} to export`);
  const ids = [...runs.values()].map(({ runId }) => runId);
  const record = evidence
    .records(plan.stage.id, item)
    .flatMap((entry) => (entry.kind === 'export' ? [entry] : []))
    .find((entry) => ids.includes(entry.runId) && formats.every((format) => entry.formats.includes(format)));
  if (!record) return pending(`not exported as ${formats.join(', ')}`);
  const missing = record.files.filter((file) => !evidence.fileExists(file));
  if (missing.length > 0) return pending(`${missing[0]!} has gone; export again`);
  return answered(
    true,
    `${record.checkpoint} as ${record.formats.join(', ')}, read back with a largest error of ${record.maxAbsoluteError.toPrecision(2)}`,
    [record.runId],
  );
};
