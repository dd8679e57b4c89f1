import { TERRITORY_DIRECTIONS, TERRITORY_INTENSITIES, type TerritoryDirection } from '#contract/territory-actions';

const CHOICES = TERRITORY_INTENSITIES.length * 2;
/** Actions of the game: direction, intensity, with or without a city. */
export const TERRITORY_ACTIONS = TERRITORY_DIRECTIONS.length * CHOICES;

export interface DecodedAction {
  readonly direction: TerritoryDirection;
  /** Share of the home troops. */
  readonly intensity: number;
  readonly builds: boolean;
}

/** @param action direction * 10 + intensity * 2 + build, 0 to 89 */
export const decodeAction = (action: number): DecodedAction => ({
  direction: TERRITORY_DIRECTIONS[Math.floor(action / CHOICES)]!,
  intensity: TERRITORY_INTENSITIES[Math.floor((action % CHOICES) / 2)]!,
  builds: action % 2 === 1,
});

/** @returns `E, 50 %, with a city` */
export function actionText(action: number): string {
  const { direction, intensity, builds } = decodeAction(action);
  const share = direction === 'WAIT' ? [] : [`${Math.round(intensity * 100)} %`];
  return [direction, ...share, builds ? 'with a city' : 'no city'].join(', ');
}

/** What a network thought of one direction or intensity. */
export interface Choice<T> {
  readonly value: T;
  /** Summed over everything else that the action says. */
  readonly probability: number;
  /** False: every such action is masked. */
  readonly isAllowed: boolean;
}

/** What the network thought before a decision. */
export interface DecisionFigures {
  /** In the order of {@link TERRITORY_DIRECTIONS}. */
  readonly directions: readonly Choice<TerritoryDirection>[];
  /** Of the direction that was taken, in the order of {@link TERRITORY_INTENSITIES}. */
  readonly intensities: readonly Choice<number>[];
  /** Of all actions that build a city. */
  readonly building: Choice<true>;
  /** Entropy over the allowed actions divided by its largest value, 1 = uniform; null when only one is allowed. */
  readonly entropy: number | null;
  /** Whether the action taken is the likeliest; `tied` where stored probabilities do not tell it from another one. */
  readonly argmax: 'yes' | 'no' | 'tied';
}

/**
 * Probabilities are stored in steps of 1/255, so they are brought to a sum of 1 over the allowed actions.
 *
 * @param probabilities of the actions, [90]
 * @param allowed actions that the mask leaves
 * @param taken the action that was played
 */
export function decisionFigures(
  probabilities: ArrayLike<number>,
  allowed: readonly number[],
  taken: number,
): DecisionFigures {
  const open = new Set(allowed);
  const total = allowed.reduce((sum, action) => sum + probabilities[action]!, 0);
  const scale = total > 0 ? 1 / total : 0;
  const actions = Array.from({ length: TERRITORY_ACTIONS }, (_, action) => ({ action, ...decodeAction(action) }));
  const choice = <T>(value: T, matches: (one: DecodedAction) => boolean): Choice<T> => {
    const ones = actions.filter((one) => matches(one) && open.has(one.action));
    return {
      value,
      probability: ones.reduce((sum, { action }) => sum + probabilities[action]! * scale, 0),
      isAllowed: ones.length > 0,
    };
  };
  const { direction } = decodeAction(taken);
  return {
    directions: TERRITORY_DIRECTIONS.map((value) => choice(value, (one) => one.direction === value)),
    intensities: TERRITORY_INTENSITIES.map((value) =>
      choice(value, (one) => one.direction === direction && one.intensity === value),
    ),
    building: choice(true, (one) => one.builds),
    entropy: normalizedEntropy(allowed.map((action) => probabilities[action]!)),
    argmax: argmaxOf(probabilities, allowed, taken),
  };
}

function argmaxOf(
  probabilities: ArrayLike<number>,
  allowed: readonly number[],
  taken: number,
): DecisionFigures['argmax'] {
  const others = allowed.filter((action) => action !== taken).map((action) => probabilities[action]!);
  const largest = Math.max(-1, ...others);
  if (probabilities[taken]! === largest) return 'tied';
  return probabilities[taken]! > largest ? 'yes' : 'no';
}

/** @returns null where there is no choice, or all weights are 0 */
export function normalizedEntropy(weights: ArrayLike<number>): number | null {
  const values = Array.from(weights);
  const sum = values.reduce((total, weight) => total + weight, 0);
  if (values.length < 2 || sum === 0) return null;
  const entropy = values.reduce(
    (total, weight) => total - (weight > 0 ? (weight / sum) * Math.log(weight / sum) : 0),
    0,
  );
  return entropy / Math.log(values.length);
}

/**
 * What the critic should have expected: `r + discount r' + discount^2 r'' ...` until the end of the game.
 * @param rewards of the decisions from the first on
 */
export const returnFrom = (rewards: readonly number[], decision: number, discount: number): number =>
  rewards.slice(decision).reduceRight((later, reward) => reward + discount * later, 0);
