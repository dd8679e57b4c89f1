import type { HostTensors } from '../../../backend/host-tensor';
import type { ParameterStore } from '../../../backend/parameter-store';
import type { AttentionHealth } from '../attention/attention-health';

/**
 * The line of `model_a.attention_debug`, also written when a run stops as not learning (spec section 3.6). Healthy:
 * attn_sum 1, all_masked 0, Z_var clearly above 0, score_nan 0.
 *
 * @param outputs `query` and `pooled` [teams, width] of the epoch's first training batch
 * @param parameters with the gradients of the epoch's last batch
 */
export function attentionDebugLine(health: AttentionHealth, outputs: HostTensors, parameters: ParameterStore): string {
  const { minutes } = health;
  const parts: readonly (readonly [string, number])[] = [
    ['teams', health.teams],
    ['all_masked', health.allMaskedCount],
    ['minutes_min', minutes.minimum],
    ['minutes_mean', minutes.mean],
    ['minutes_max', minutes.maximum],
    ['attn_sum_mean', health.weightSum],
    ['attn_max_mean', health.maximumWeight],
    ['attn_entropy', health.entropy],
    ['attn_grad_norm', gradientNorm(parameters, 'attention')],
    ['encoder_grad_norm', gradientNorm(parameters, 'encoder')],
    ['scorer_grad_norm', gradientNorm(parameters, 'scorer')],
    ['z_var', varianceAcrossTeams(outputs, 'query')],
    ['Z_var', varianceAcrossTeams(outputs, 'pooled')],
    ['score_min', health.scoreMinimum],
    ['score_max', health.scoreMaximum],
    ['score_mean', health.scoreMean],
    ['score_nan', health.nonFiniteScores],
  ];
  return `Attention debug (train): ${parts.map(([name, value]) => `${name}=${shortNumber(value)}`).join(' ')}`;
}

const shortNumber = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));

/** @returns Euclidean norm of the gradient of a block's parameters */
function gradientNorm(parameters: ParameterStore, block: string): number {
  let squares = 0;
  for (const slot of parameters.slots) {
    if (slot.block !== block || !slot.trainable) continue;
    for (const value of parameters.gradient(slot.name)) squares += value * value;
  }
  return Math.sqrt(squares);
}

/** @returns variance over the rows of [teams, width], mean over the columns */
function varianceAcrossTeams(outputs: HostTensors, name: string): number {
  const tensor = outputs[name];
  const [rows, columns] = tensor?.shape ?? [];
  if (!tensor || rows === undefined || columns === undefined) return 0;
  let total = 0;
  for (let column = 0; column < columns; column += 1) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row += 1) {
      const value = tensor.data[row * columns + column]!;
      sum += value;
      squares += value * value;
    }
    total += Math.max(0, squares / rows - (sum / rows) ** 2);
  }
  return total / columns;
}
