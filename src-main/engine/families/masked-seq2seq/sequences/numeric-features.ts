import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';

/** Every numeric feature, in the order of all arrays that hold them. The first eleven are those of the original. */
export const NUMERIC_FEATURES = [
  'x',
  'y',
  's',
  'a',
  'player_height_inches',
  'player_age',
  'dist_to_land_spot',
  'delta_x_to_land',
  'delta_y_to_land',
  'vx',
  'vy',
  'dir_sin',
  'dir_cos',
  'o_sin',
  'o_cos',
  'num_frames_output',
] as const;

type FeatureSet = MaskedSeq2SeqConfig['sequences']['feature_set'];
const ORIGINAL_COUNT = 11;

/** @returns how many of {@link NUMERIC_FEATURES}, from the first, a feature set has */
export const numericCount = (set: FeatureSet): number =>
  set === 'original' ? ORIGINAL_COUNT : NUMERIC_FEATURES.length;

/** The one-hot columns of a feature set, in their order behind the numbers. */
export const CATEGORICAL_FEATURES = {
  original: ['play_direction', 'player_position', 'player_side', 'player_role'],
  extended: ['player_position', 'player_side', 'player_role'],
} as const satisfies Record<FeatureSet, readonly string[]>;
export type CategoricalFeature = (typeof CATEGORICAL_FEATURES)[FeatureSet][number];

/** What the features of a frame are made of. Turned; angles in degrees, 0 = +y, clockwise. */
export interface FrameFacts {
  x: number;
  y: number;
  s: number;
  a: number;
  dir: number;
  o: number;
  height: number;
  age: number;
  landX: number;
  landY: number;
  flight: number;
}

const RADIANS = Math.PI / 180;

/**
 * The numeric features of one frame; NaN where what they need is unknown.
 *
 * @param into at least `offset + 16` long
 */
export function writeNumericFeatures(facts: FrameFacts, into: Float32Array | Float64Array, offset: number): void {
  const [direction, orientation] = [facts.dir * RADIANS, facts.o * RADIANS];
  const [dx, dy] = [facts.landX - facts.x, facts.landY - facts.y];
  into[offset] = facts.x;
  into[offset + 1] = facts.y;
  into[offset + 2] = facts.s;
  into[offset + 3] = facts.a;
  into[offset + 4] = facts.height;
  into[offset + 5] = facts.age;
  into[offset + 6] = Math.sqrt(dx * dx + dy * dy);
  into[offset + 7] = dx;
  into[offset + 8] = dy;
  into[offset + 9] = facts.s * Math.sin(direction);
  into[offset + 10] = facts.s * Math.cos(direction);
  into[offset + 11] = Math.sin(direction);
  into[offset + 12] = Math.cos(direction);
  into[offset + 13] = Math.sin(orientation);
  into[offset + 14] = Math.cos(orientation);
  into[offset + 15] = facts.flight;
}
