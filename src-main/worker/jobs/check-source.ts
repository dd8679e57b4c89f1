import type { CheckSourceOutput, JobInput } from '#contract/jobs';
import type { JobContext } from './job-context';

/** Validates and fingerprints data of a family. @throws errors of the family that name file and line */
export async function checkSource(
  input: JobInput & { kind: 'check-source' },
  context: JobContext,
): Promise<CheckSourceOutput> {
  const family = await context.environment.loadFamily(input.sourceKind);
  return family.checkSource(input.path, context.signal);
}
