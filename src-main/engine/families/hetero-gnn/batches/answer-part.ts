import type { ForwardPass } from '../../../backend/executor';
import type { CricketData, DataPart } from '../data/cricket-data';
import { CLASS_COUNT } from '../matches/ball-class';
import type { BatchPlan } from './batch-plan';

/** What the network says about a part. */
export interface PartAnswers {
  /** Log probabilities [samples * 7], in the order of `partSamples`. */
  readonly logits: Float32Array;
  /** Mean training loss without noise, class weights included. */
  readonly loss: number;
}

/** Runs the network over every sample of a part. */
export async function answerPart(
  { parts }: CricketData,
  part: DataPart,
  plan: BatchPlan,
  forward: ForwardPass,
): Promise<PartAnswers> {
  const count = parts[part].samples;
  const logits = new Float32Array(count * CLASS_COUNT);
  let weighted = 0;
  for (const { inputs, samples } of plan.evaluation(part)) {
    const outputs = await forward.run(inputs);
    const [answers, losses] = [outputs['log_probabilities']!.data, outputs['sample_losses']!.data];
    const weights = inputs['loss_weights']!.data;
    samples.forEach((sample, row) => {
      if (sample < 0) return;
      logits.set(answers.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT), sample * CLASS_COUNT);
      weighted += losses[row]! * weights[row]!;
    });
  }
  return { logits, loss: weighted / count };
}
