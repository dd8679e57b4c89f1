import type { Diagnostic } from '#contract/diagnostics';
import type { EpochRecord, RunFacts } from './epoch-record';

/** What a rule found; epoch and step are added by the caller. */
export type Finding = Pick<Diagnostic, 'id' | 'severity' | 'message' | 'cause' | 'nextStep' | 'value'>;
/** @param records of the run so far, oldest first, at least one */
export type Rule = (records: readonly EpochRecord[], facts: RunFacts) => Finding | null;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const digits = (value: number): string => value.toPrecision(4);
const lastOf = <T>(items: readonly T[]): T => items[items.length - 1]!;
/** The last `count` values, or null while there are fewer. */
const tail = (records: readonly EpochRecord[], count: number, read: (record: EpochRecord) => number) =>
  records.length < count ? null : records.slice(-count).map(read);
const isRising = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value > values[at - 1]!);
const isFalling = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value < values[at - 1]!);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const FIRST_LOSS_TOLERANCE = 0.25;
const FLAT_EPOCHS = 10;
const FLAT_CHANGE = 0.005;

/** Rules on the course of the losses (spec section 7). */
const LOSS_RULES = {
  'first-loss-unexpected': (records, { firstLoss }) => {
    const first = records.length === 1 ? records[0]! : null;
    if (first?.epoch !== 1 || !firstLoss) return null;
    const off = Math.abs(first.firstLoss / firstLoss.expected - 1);
    if (off <= FIRST_LOSS_TOLERANCE) return null;
    return {
      id: 'first-loss-unexpected',
      severity: 'warning',
      message: `The first batch has a loss of ${digits(first.firstLoss)}; ${firstLoss.of} gives ${digits(firstLoss.expected)}.`,
      cause: 'Wrong class weights, mixed-up labels, or inputs out of scale.',
      nextStep: 'Check loss.kind, loss.class_weight_cap and the label rule before training on.',
      value: first.firstLoss,
    };
  },
  'validation-rises-at-once': (records) => {
    if (
      records.length !== 3 ||
      lastOf(records).epoch !== 3 ||
      !isRising(records.map(({ validationLoss }) => validationLoss))
    )
      return null;
    return {
      id: 'validation-rises-at-once',
      severity: 'warning',
      message: 'The validation loss has risen from the first epoch on.',
      cause: 'The learning rate is too high.',
      nextStep: 'Divide training.learning_rate by 10, or lengthen schedule.warmup_fraction.',
      value: lastOf(records).validationLoss,
    };
  },
  'training-loss-flat': (records) => {
    const losses = tail(records, FLAT_EPOCHS, ({ trainingLoss }) => trainingLoss);
    if (!losses || Math.abs(losses[0]! - lastOf(losses)) >= FLAT_CHANGE * losses[0]!) return null;
    return {
      id: 'training-loss-flat',
      severity: 'warning',
      message: `The training loss has moved by less than ${percent(FLAT_CHANGE)} in ${FLAT_EPOCHS} epochs.`,
      cause: 'The rate is too low, the network too small, or the labels do not depend on the inputs.',
      nextStep:
        'Raise training.learning_rate 3 to 10 times or model.hidden_dim to 256; see whether one batch can be learned by heart.',
      value: lastOf(losses),
    };
  },
  'loss-alternates': (records) => {
    const losses = tail(records, 5, ({ trainingLoss }) => trainingLoss);
    if (!losses) return null;
    const changes = losses.slice(1).map((loss, at) => loss / losses[at]! - 1);
    const alternates = changes.every(
      (change, at) => Math.abs(change) > 0.1 && (at === 0 || change * changes[at - 1]! < 0),
    );
    if (!alternates) return null;
    return {
      id: 'loss-alternates',
      severity: 'warning',
      message: 'The training loss goes up and down by more than 10 % from epoch to epoch.',
      cause: 'The rate is too high or the batch too small.',
      nextStep: 'Lower training.learning_rate, raise training.batch_innings, or lengthen the warm-up.',
      value: lastOf(losses),
    };
  },
  overfitting: (records) => {
    const [training, validation] = [tail(records, 4, (r) => r.trainingLoss), tail(records, 4, (r) => r.validationLoss)];
    if (!training || !validation || !isFalling(training) || !isRising(validation)) return null;
    const gap = lastOf(validation) / lastOf(training) - 1;
    if (gap <= 0.2) return null;
    return {
      id: 'overfitting',
      severity: 'warning',
      message: `For 3 epochs the training loss falls and the validation loss rises; the gap is ${percent(gap)}.`,
      cause: 'The network learns the training matches by heart.',
      nextStep:
        'Try model.dropout 0.3, optimizer.weight_decay 0.05, hidden_dim 64, 2 layers; the best checkpoint is kept.',
      value: gap,
    };
  },
  underfitting: (records) => {
    const [training, validation] = [tail(records, 6, (r) => r.trainingLoss), tail(records, 6, (r) => r.validationLoss)];
    if (!training || !validation) return null;
    const moved = (values: readonly number[]) => Math.abs(lastOf(values) / values[0]! - 1);
    const gap = Math.abs(lastOf(validation) / lastOf(training) - 1);
    if (moved(training) > 0.002 || moved(validation) > 0.002 || gap > 0.02) return null;
    return {
      id: 'underfitting',
      severity: 'info',
      message: 'Training and validation loss are flat and close to each other.',
      cause: 'The network is too small for what is left to learn, or nothing is left: balls are largely chance.',
      nextStep: 'Try hidden_dim 256, 4 layers, 8 heads, dropout 0, or more epochs; compare with the baselines first.',
      value: lastOf(validation),
    };
  },
} as const satisfies Record<string, Rule>;

/** Rules on what is predicted. */
const PREDICTION_RULES = {
  'one-class': (records, { constantMacroF1 }) => {
    const { largestShare, metrics } = lastOf(records);
    const macroF1 = metrics['macro_f1'] ?? 0;
    if (largestShare <= 0.95 && Math.abs(macroF1 - constantMacroF1) > 0.01) return null;
    return {
      id: 'one-class',
      severity: 'warning',
      message: `${percent(largestShare)} of the predictions are one class; macro F1 is ${digits(macroF1)}, that of a constant ${digits(constantMacroF1)}.`,
      cause: 'Imbalance: Dot and Single are three quarters of all balls.',
      nextStep:
        'Judge by log loss, or use loss.kind focal with gamma 2 and class weights; check that weights are applied.',
      value: largestShare,
    };
  },
  'low-accuracy-by-weights': (records, { isWeighted }) => {
    const { metrics, epoch } = lastOf(records);
    const accuracy = metrics['accuracy'] ?? 1;
    const [first] = records;
    if (!isWeighted || accuracy >= 0.25 || epoch < 2 || lastOf(records).trainingLoss >= first!.trainingLoss)
      return null;
    return {
      id: 'low-accuracy-by-weights',
      severity: 'info',
      message: `The accuracy is ${digits(accuracy)} while the loss falls.`,
      cause: 'Expected with class weights: rare classes are predicted far more often than they come.',
      nextStep: 'Read the corrected metrics, which undo the weights with the class frequencies.',
      value: accuracy,
    };
  },
  'wicket-never-found': (records) => {
    const { metrics, epoch } = lastOf(records);
    if (epoch <= 5 || metrics['wicket_recall'] !== 0) return null;
    return {
      id: 'wicket-never-found',
      severity: 'info',
      message: `No wicket of the validation part is predicted after ${epoch} epochs.`,
      cause: 'Wickets are 5.7 % of balls: they are hardly ever the most probable class.',
      nextStep: 'Look at corrected_wicket_recall, or raise their weight: loss.kind focal, gamma 3.',
      value: 0,
    };
  },
  'three-never-found': (records) => {
    const { metrics, epoch } = lastOf(records);
    if (epoch !== 5 || metrics['f1_three'] !== 0) return null;
    return {
      id: 'three-never-found',
      severity: 'info',
      message: 'The F1 of Three is 0.',
      cause: 'Three is 0.45 % of balls.',
      nextStep: 'Nothing to do: macro F1 loses at most a seventh by it.',
      value: 0,
    };
  },
  'worse-than-prior': (records, { priorLogLoss }) => {
    const logLoss = lastOf(records).metrics['log_loss'] ?? 0;
    if (logLoss <= priorLogLoss) return null;
    return {
      id: 'worse-than-prior',
      severity: 'warning',
      message: `The log loss is ${digits(logLoss)}; the class frequencies alone give ${digits(priorLogLoss)}.`,
      cause: 'Class weights distort the probabilities, or training has just begun.',
      nextStep: 'Use the calibrated probabilities (calibrated_log_loss) for simulations, or loss.kind plain.',
      value: logLoss,
    };
  },
  'unseen-players-worse': (records) => {
    const { seenUnseen } = lastOf(records);
    if (!seenUnseen || seenUnseen.seen - seenUnseen.unseen <= 0.02) return null;
    const gap = seenUnseen.seen - seenUnseen.unseen;
    return {
      id: 'unseen-players-worse',
      severity: 'info',
      message: `Macro F1 is ${digits(gap)} lower where a player was never seen in training.`,
      cause: 'Cold start: a third of the validation balls has such a player.',
      nextStep: 'Raise training.id_dropout, and keep the fallback by team and role (use_hierarchical).',
      value: gap,
    };
  },
} as const satisfies Record<string, Rule>;

/** Rules on gradients and inner states. */
const NETWORK_RULES = {
  'over-smoothing': (records) => {
    const { smoothness } = lastOf(records);
    if (smoothness >= 0.3) return null;
    return {
      id: 'over-smoothing',
      severity: 'info',
      message: `The query's states of different moments are much alike: smoothness ${digits(smoothness)}.`,
      cause: 'Many rounds of messages average the nodes.',
      nextStep: 'Compare with fewer num_layers; of two depths the one with the lower validation loss is right.',
      value: smoothness,
    };
  },
  'gradient-vanishes': (records) => {
    const { gradientNorm } = lastOf(records);
    if (gradientNorm >= 1e-6) return null;
    return {
      id: 'gradient-vanishes',
      severity: 'warning',
      message: `The gradient norm is ${digits(gradientNorm)}.`,
      cause: 'Nothing reaches the parameters: too many layers, or saturated outputs.',
      nextStep: 'Use fewer num_layers and check the inputs.',
      value: gradientNorm,
    };
  },
  'gradient-explodes': (records) => {
    const usual = median(records.map(({ gradientNorm }) => gradientNorm));
    const { gradientNormMax } = lastOf(records);
    if (gradientNormMax <= 100 * usual) return null;
    return {
      id: 'gradient-explodes',
      severity: 'warning',
      message: `A gradient norm of ${digits(gradientNormMax)} came up; ${digits(usual)} is usual.`,
      cause: 'A step too large, or a batch with an extreme sample.',
      nextStep: 'Lower training.learning_rate; keep max_gradient_norm.',
      value: gradientNormMax,
    };
  },
  'always-clipped': (records, { clips }) => {
    const { clippedShare } = lastOf(records);
    if (!clips || clippedShare <= 0.9) return null;
    return {
      id: 'always-clipped',
      severity: 'info',
      message: `${percent(clippedShare)} of the steps were clipped.`,
      cause: 'The gradients are larger than max_gradient_norm nearly always: it sets the step, not the rate.',
      nextStep: 'Raise max_gradient_norm, or lower training.learning_rate.',
      value: clippedShare,
    };
  },
  'dead-parameters': (records) => {
    const seen = records.slice(-3).map(({ deadParameters }) => deadParameters);
    if (seen.length < 3) return null;
    const dead = seen[0]!.filter((name) => seen.every((names) => names.includes(name)));
    if (dead.length === 0) return null;
    return {
      id: 'dead-parameters',
      severity: 'info',
      message: `${dead.length} parameter tensors had no gradient at the end of three epochs: ${dead.slice(0, 3).join(', ')}${dead.length > 3 ? ', ...' : ''}.`,
      cause:
        'Exact execution carries the operators of 151 edge types with one source, whose attention is always 1; elsewhere a branch is cut off.',
      nextStep: 'With execution exact: nothing. With packed: report which ones.',
      value: dead.length,
    };
  },
  'film-unstable': (records) => {
    const { film } = lastOf(records);
    if (!film || (film.gamma <= 1 && film.beta <= 1)) return null;
    return {
      id: 'film-unstable',
      severity: 'warning',
      message: `FiLM scales by ${digits(film.gamma)} around 1 and shifts by ${digits(film.beta)}.`,
      cause: 'The modulation has grown beyond what it modulates.',
      nextStep: 'Lower training.learning_rate.',
      value: film.gamma,
    };
  },
  'film-unused': (records) => {
    const { film, epoch } = lastOf(records);
    if (!film || epoch < 5 || film.spread >= 1e-3) return null;
    return {
      id: 'film-unused',
      severity: 'info',
      message: `FiLM is the same in all phases: spread ${digits(film.spread)}.`,
      cause: 'The phase does not help, or its maps have hardly moved from the identity.',
      nextStep: 'Compare with use_film off; leave it off when nothing is lost.',
      value: film.spread,
    };
  },
  'tensors-leak': (records) => {
    const counts = tail(records, 4, ({ tensors }) => tensors);
    if (!counts || !isRising(counts)) return null;
    return {
      id: 'tensors-leak',
      severity: 'warning',
      message: `tfjs holds ${lastOf(counts)} tensors, more after each of the last 3 epochs.`,
      cause: 'A tensor outlives its step.',
      nextStep: 'Report it; the run can be resumed from its checkpoint with its memory free again.',
      value: lastOf(counts),
    };
  },
} as const satisfies Record<string, Rule>;

/** Every rule by the id of what it finds; explained in docs/families/hetero-gnn.md#diagnostics. */
export const RULES: Readonly<Record<string, Rule>> = { ...LOSS_RULES, ...PREDICTION_RULES, ...NETWORK_RULES };

/** @returns what all rules find after the last of the records */
export function diagnose(records: readonly EpochRecord[], facts: RunFacts): readonly Diagnostic[] {
  const { epoch } = lastOf(records);
  return Object.values(RULES).flatMap((rule) => {
    const found = rule(records, facts);
    return found ? [{ ...found, epoch, step: null }] : [];
  });
}

/** Said when a run is about to stop. */
export function baselineFinding(
  best: { readonly logLoss: number; readonly epoch: number },
  baseline: number,
  epoch: number,
): Diagnostic | null {
  if (best.logLoss < baseline) return null;
  return {
    id: 'baseline-not-reached',
    severity: 'warning',
    message: `The log loss on validation is at best ${digits(best.logLoss)} (epoch ${best.epoch}); logistic regression has ${digits(baseline)}.`,
    cause:
      'What the graph adds does not outweigh the noise it brings; with class weights the log loss is not what is trained.',
    nextStep: 'See docs/families/hetero-gnn.md#results: plain loss, a smaller network, more epochs.',
    epoch,
    step: null,
    value: best.logLoss,
  };
}
