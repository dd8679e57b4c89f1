import type { FamilyId } from '#contract/ids';
import type { GenerateOutput, GeneratorId, JobInput } from '#contract/jobs';
import type { JobContext } from './job-context';

type GenerateInput = JobInput & { kind: 'generate' };

/** Which family makes which kind of sample data. */
const FAMILY_OF_GENERATOR = {
  'nba-box-scores': 'deep-set-ranker',
  tracking: 'masked-seq2seq',
  'tracking-season': 'masked-seq2seq',
} satisfies Record<GeneratorId, FamilyId>;

/** Writes made-up data with the columns of the real one. */
export async function generate(input: GenerateInput, context: JobContext): Promise<GenerateOutput> {
  const family = await context.environment.loadFamily(FAMILY_OF_GENERATOR[input.generator]);
  return family.generateSource(input.directory, input.seed, input.generator);
}
