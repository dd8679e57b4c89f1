import type { InningsAnswers } from '#contract/cricket';
import type { JobInput } from '#contract/jobs';
import { askInnings, findJudgedInnings } from '../../engine/families/hetero-gnn/snapshots/judged-innings';
import { openCricketModel, startCricketModel } from './cricket-model';
import type { JobContext } from './job-context';

type Input = JobInput & { kind: 'cricket-innings' };

/** What a stored network says before every ball of one innings, and where it looks. */
export async function cricketInnings(input: Input, context: JobContext): Promise<InningsAnswers> {
  const model = await openCricketModel(input, context);
  const found = findJudgedInnings(model.data, input.place);
  context.progress('asking the network', null);
  const { network, parameters, executor } = await startCricketModel(model, 1, input.cacheFolder);
  const forward = executor.forward(network.model.forward, parameters);
  try {
    return await askInnings(model.data, found, model.preprocessing.calibration, network.plan, forward);
  } finally {
    forward.dispose();
    await executor.dispose();
  }
}
