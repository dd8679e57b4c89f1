import { METRICS } from '#contract/metrics';
import type { EpochValues } from './best-values';

/** Metrics that have no place in a line: they are on charts. */
const LEFT_OUT = new Set([
  'gradient_norm',
  'gradient_norm_max',
  'clipped_share',
  'learning_rate',
  'samples_per_second',
  'n',
  'clusters',
  // Of games: the win rate and the score are enough.
  'win_rate_lower',
  'win_rate_upper',
  'final_share',
  'mean_rank',
  'eliminated_share',
  'outpaced_share',
  'timeout_share',
  'decisions_survived',
  'decisions_lower_quartile',
  'decisions_upper_quartile',
  'episodic_return',
  'launches_per_100',
  'cities',
  'score_minus_greedy_upper',
]);

const numbers = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .filter(([id, value]) => !LEFT_OUT.has(id) && METRICS[id] !== undefined && Number.isFinite(value))
    .map(([id, value]) => `${id} ${value.toFixed(METRICS[id]!.digits)}`)
    .join(' ');

/** The log line of a finished epoch: `epoch 3, train loss 19.6021, holdout loss 20.2711 ..., 245 samples/s`. */
export function epochLine(epoch: number, values: EpochValues): string {
  const splits = Object.entries(values)
    .map(([split, metrics]) => [split, numbers(metrics)] as const)
    .filter(([, text]) => text !== '')
    .map(([split, text]) => `${split} ${text}`);
  const speed = values['train']?.['samples_per_second'];
  return [`epoch ${epoch}`, ...splits, ...(speed === undefined ? [] : [`${speed.toFixed(0)} samples/s`])].join(', ');
}
