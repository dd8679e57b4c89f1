import { z } from 'zod';
import { metric, type MetricDescriptor } from './metric-descriptor';
import { PLAYING_METRICS } from './playing-metrics';

export type { MetricDescriptor } from './metric-descriptor';

/** A logged or final number. Non-finite values survive JSON as words. */
export const numberOrWordSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

/** @returns `value` for JSON: finite numbers as they are, others as a word */
export function toNumberOrWord(value: number): z.infer<typeof numberOrWordSchema> {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** The inverse of {@link toNumberOrWord}. */
export const fromNumberOrWord = (value: z.infer<typeof numberOrWordSchema>): number => Number(value);

/** Metrics every family logs while training. */
const TRAINING_METRICS = [
  metric('loss', 'Loss', 'minimize', 4, 'Mean of the training loss over the batches of the epoch.'),
  metric(
    'gradient_norm',
    'Gradient norm',
    'none',
    3,
    'Global norm of the gradient before clipping, mean of the epoch.',
  ),
  metric(
    'gradient_norm_max',
    'Gradient norm, largest',
    'none',
    3,
    'Largest global norm before clipping within the epoch.',
  ),
  metric('clipped_share', 'Clipped steps', 'none', 3, 'Share of the steps of the epoch whose gradient was clipped.'),
  metric('learning_rate', 'Learning rate', 'none', 6, 'Rate of the last step of the epoch.'),
  metric('samples_per_second', 'Speed', 'maximize', 0, 'Training samples a second over the epoch.', 'samples/s'),
];

const RANKING_METRICS = [
  metric(
    'conference_spearman',
    'Conference Spearman',
    'maximize',
    4,
    'Mean over the lists of the rank correlation of score and final standings within one conference.',
  ),
  metric(
    'spearman_eos',
    'Spearman, end of season',
    'maximize',
    4,
    'Rank correlation over 30 teams of the last snapshot with the end-of-season rank.',
  ),
  metric(
    'ndcg_10',
    'NDCG at 10',
    'maximize',
    4,
    'Discounted gain of the first ten teams of the last snapshot against the ideal order.',
  ),
  metric(
    'rank_rmse',
    'Rank RMSE',
    'minimize',
    3,
    'Root mean squared difference of predicted and end-of-season rank, last snapshot.',
    'ranks',
  ),
  metric(
    'rank_mae',
    'Rank MAE',
    'minimize',
    3,
    'Mean absolute difference of predicted and end-of-season rank, last snapshot.',
    'ranks',
  ),
  metric(
    'attention_entropy',
    'Attention entropy',
    'none',
    3,
    'Entropy of the raw attention weights over the roster, 1 = uniform, mean over teams.',
  ),
  metric(
    'attention_max_weight',
    'Largest attention weight',
    'none',
    3,
    'Largest raw attention weight of a roster, mean over teams.',
  ),
  metric(
    'score_sd',
    'Spread of the scores',
    'none',
    3,
    'Standard deviation of the scores over the teams of a list, mean over lists.',
  ),
];

const TRAJECTORY_METRICS = [
  metric(
    'rollout_rmse_yards',
    'Forecast RMSE',
    'minimize',
    3,
    'Root of half the mean squared distance of forecast and true place over all frames, the model fed with its own output.',
    'yd',
  ),
  metric('receiver_rmse_yards', 'Forecast RMSE, receiver', 'minimize', 3, 'The same over targeted receivers.', 'yd'),
  metric('defender_rmse_yards', 'Forecast RMSE, defenders', 'minimize', 3, 'The same over the coverage.', 'yd'),
  ...[5, 10, 15, 20].map((frame) =>
    metric(
      `rmse_frame_${frame}_yards`,
      `Forecast RMSE, frame ${frame}`,
      'minimize',
      3,
      `The same over the frames ${frame / 10} s after the release.`,
      'yd',
    ),
  ),
  metric(
    'rmse_last_frame_yards',
    'Forecast RMSE, last frame',
    'minimize',
    3,
    'The same where the ball comes down.',
    'yd',
  ),
  metric('mean_distance_yards', 'Mean distance', 'minimize', 3, 'Mean distance of forecast and true place.', 'yd'),
  metric(
    'final_distance_yards',
    'Final distance',
    'minimize',
    3,
    'Mean distance of forecast and true place in the last frame of each player.',
    'yd',
  ),
  metric(
    'one_step_rmse_yards',
    'One-step RMSE (teacher-forced)',
    'none',
    4,
    'Error of one frame from the true one before it. Small for every model; says nothing about forecasts.',
    'yd',
  ),
  metric('constant_velocity_rmse_yards', 'Constant velocity RMSE', 'none', 3, 'The baseline on the same frames.', 'yd'),
  metric('ridge_rmse_yards', 'Ridge RMSE', 'none', 3, 'The closed-form baseline on the same frames.', 'yd'),
];

/** Metrics of the team-ranking pipeline beside those of the ranker; on the last snapshot, against the end-of-season rank. */
const PIPELINE_METRICS: readonly MetricDescriptor[] = [
  ...[4, 12, 16, 20, 30].map((k) =>
    metric(
      `ndcg_${k}`,
      `NDCG at ${k}`,
      'maximize',
      4,
      `Discounted gain of the first ${k} teams of the last snapshot against the ideal order.`,
    ),
  ),
  ...[2, 4].map((top) =>
    metric(
      `mrr_top_${top}`,
      `Reciprocal rank, top ${top}`,
      'maximize',
      3,
      `1 / predicted place of the first team that ended among the best ${top}.`,
    ),
  ),
  ...[4, 10].map((k) =>
    metric(
      `precision_${k}`,
      `Precision at ${k}`,
      'maximize',
      3,
      `Share of the best ${k} among the predicted best ${k}.`,
    ),
  ),
  metric(
    'roc_auc_upset',
    'AUC of upsets',
    'none',
    3,
    'Whether the score tells teams that end worse than predicted; the label holds the prediction, so it is high by construction.',
  ),
  metric(
    'playoff_spearman',
    'Spearman, playoffs',
    'maximize',
    4,
    'Rank correlation with the playoff performance rank.',
  ),
  metric(
    'playoff_ndcg_4',
    'NDCG at 4, playoffs',
    'maximize',
    4,
    'Discounted gain of the first four against the playoff performance rank.',
  ),
  metric(
    'playoff_rank_mae',
    'Rank MAE, playoffs',
    'minimize',
    3,
    'Mean absolute difference to the playoff performance rank.',
    'ranks',
  ),
  metric(
    'playoff_rank_rmse',
    'Rank RMSE, playoffs',
    'minimize',
    3,
    'Root mean squared difference to the playoff performance rank.',
    'ranks',
  ),
  metric(
    'brier_championship',
    'Brier score of the odds',
    'minimize',
    4,
    'Mean squared error of the championship odds; 0.0322 for equal odds of 30 teams.',
  ),
  metric(
    'ece_championship',
    'Calibration error of the odds',
    'minimize',
    4,
    'Difference of mean odds and share of champions over bins of the odds.',
  ),
];

/** Members of an ensemble: their metrics stand beside the ensemble's with this in front, such as `model_b_rank_rmse`. */
const MEMBER_LABELS = { model_a: 'Model A', model_b: 'Model B', model_c: 'Model C' } as const;

/** @returns the member of an ensemble that a metric is of, and the metric's own id; null for a metric of the run itself */
export function memberOfMetric(id: string): { readonly label: string; readonly metric: string } | null {
  const found = Object.entries(MEMBER_LABELS).find(([member]) => id.startsWith(`${member}_`));
  return found ? { label: found[1], metric: id.slice(found[0].length + 1) } : null;
}

const BALL_METRICS = [
  metric('log_loss', 'Log loss', 'minimize', 4, 'Mean negative logarithm of the probability of the true class.'),
  metric(
    'calibrated_log_loss',
    'Log loss, calibrated',
    'minimize',
    4,
    'Log loss after temperature and prior correction, both fitted on validation.',
  ),
  metric('macro_f1', 'Macro F1', 'maximize', 4, 'Mean F1 over the seven classes, each weighing the same.'),
  metric('weighted_f1', 'Weighted F1', 'maximize', 4, 'Mean F1 over the classes, weighted by their samples.'),
  metric('accuracy', 'Accuracy', 'maximize', 4, 'Share of the samples whose most probable class is the true one.'),
  metric('top_2_accuracy', 'Top 2', 'maximize', 4, 'Share of the samples whose class is among the two most probable.'),
  metric(
    'top_3_accuracy',
    'Top 3',
    'maximize',
    4,
    'Share of the samples whose class is among the three most probable.',
  ),
  metric(
    'ece',
    'Calibration error',
    'minimize',
    4,
    'Mean gap of probability and frequency of the most probable class, over ten equal bins.',
  ),
  metric('wicket_recall', 'Wicket recall', 'maximize', 4, 'Share of the wickets that were predicted as wickets.'),
  metric(
    'boundary_precision',
    'Boundary precision',
    'maximize',
    4,
    'Share of the predictions of four or six that were exactly right; empty without such a prediction.',
  ),
  metric(
    'expected_runs_error',
    'Expected runs error',
    'minimize',
    4,
    'Mean absolute difference of expected runs and the runs of the class.',
    'runs',
  ),
  metric(
    'corrected_macro_f1',
    'Macro F1, corrected',
    'maximize',
    4,
    'Macro F1 of the decision by weight * probability, one weight a class, fitted on validation for macro F1.',
  ),
  metric('corrected_weighted_f1', 'Weighted F1, corrected', 'maximize', 4, 'Weighted F1 of the same decision.'),
  metric('corrected_accuracy', 'Accuracy, corrected', 'maximize', 4, 'Accuracy of the same decision.'),
  metric('corrected_wicket_recall', 'Wicket recall, corrected', 'maximize', 4, 'Wicket recall of the same decision.'),
  ...['Dot', 'Single', 'Two', 'Three', 'Four', 'Six', 'Wicket'].map((name) =>
    metric(`f1_${name.toLowerCase()}`, `F1 ${name}`, 'maximize', 4, `F1 of the class ${name}.`),
  ),
];

/** Every metric the workbench knows, by id. A new metric is a line here and a function in the engine. */
export const METRICS: Readonly<Record<string, MetricDescriptor>> = Object.fromEntries(
  [
    ...TRAINING_METRICS,
    ...RANKING_METRICS,
    ...TRAJECTORY_METRICS,
    ...BALL_METRICS,
    ...PIPELINE_METRICS,
    ...PLAYING_METRICS,
  ].map((descriptor) => [descriptor.id, descriptor]),
);

/** @returns the descriptor of a metric, or a neutral one for ids the workbench does not know (imported runs) */
export function metricDescriptor(id: string): MetricDescriptor {
  const member = memberOfMetric(id);
  if (member) {
    const own = metricDescriptor(member.metric);
    return { ...own, id, label: `${member.label}: ${own.label}` };
  }
  return METRICS[id] ?? metric(id, id, 'none', 4, 'Not described.');
}
