import type { JudgedInningsList } from '#contract/cricket';
import type { JobInput } from '#contract/jobs';
import { judgedInningsList } from '../../engine/families/hetero-gnn/snapshots/judged-innings';
import { openCricketModel } from './cricket-model';
import type { JobContext } from './job-context';

type Input = JobInput & { kind: 'cricket-innings-list' };

/** The innings of validation and test that a stored network can be asked about. */
export async function cricketInningsList(input: Input, context: JobContext): Promise<JudgedInningsList> {
  const { data } = await openCricketModel(input, context);
  return judgedInningsList(data);
}
