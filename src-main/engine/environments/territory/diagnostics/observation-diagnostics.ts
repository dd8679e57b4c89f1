import { MAP_TILES } from '../game/rules';
import {
  expandMap,
  GLOBAL_FEATURES,
  MAP_CHANNELS,
  type TerritoryObservations,
} from '../observation/observation-layout';
import { correlation } from './correlation';
import type { Finding } from './finding';

const RANGE = 5;
const DUPLICATE = 0.999;
/** Rows whose maps are expanded; the rest says the same. */
const MAP_SAMPLES = 64;
/** A prime far from any number of environments: even steps through a rollout would look at one environment only. */
const SAMPLE_STRIDE = 7919;
const CHANNELS = MAP_CHANNELS.length;

/** [feature][row] */
function featureColumns({ globals }: TerritoryObservations, rows: number): readonly Float64Array[] {
  return GLOBAL_FEATURES.map((_, feature) =>
    Float64Array.from({ length: rows }, (_, row) => globals[row * GLOBAL_FEATURES.length + feature]!),
  );
}

const isConstant = (values: ArrayLike<number>): boolean => {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
};

/** Channels that have one value everywhere, and the share of tiles that are zero in all channels. */
function mapFindings(observations: TerritoryObservations, rows: number): { constant: string[]; emptyShare: number } {
  const map = new Float32Array(MAP_TILES * CHANNELS);
  const [low, high] = [new Float64Array(CHANNELS).fill(Infinity), new Float64Array(CHANNELS).fill(-Infinity)];
  const samples = Math.min(MAP_SAMPLES, rows);
  let [empty, tiles] = [0, 0];
  for (let sample = 0; sample < samples; sample++) {
    expandMap(observations, (sample * SAMPLE_STRIDE) % rows, map, 0);
    for (let at = 0; at < map.length; at += CHANNELS) {
      let isEmpty = true;
      for (let channel = 0; channel < CHANNELS; channel++) {
        const value = map[at + channel]!;
        if (value !== 0) isEmpty = false;
        if (value < low[channel]!) low[channel] = value;
        if (value > high[channel]!) high[channel] = value;
      }
      tiles += 1;
      if (isEmpty) empty += 1;
    }
  }
  return { constant: MAP_CHANNELS.filter((_, channel) => low[channel] === high[channel]), emptyShare: empty / tiles };
}

/**
 * OBS-CONST: channels or features that never vary over a rollout tell a network nothing.
 * @param rows observations in the buffers, at least 2
 */
export function observationConstant(observations: TerritoryObservations, rows: number): Finding | null {
  const columns = featureColumns(observations, rows);
  const { constant, emptyShare } = mapFindings(observations, rows);
  const features = GLOBAL_FEATURES.filter((_, feature) => isConstant(columns[feature]!));
  const names = [...constant, ...features];
  if (names.length === 0) return null;
  return {
    id: 'obs-const',
    severity: 'warning',
    message: `${names.join(', ')} had one value in all ${rows} observations; ${(100 * emptyShare).toFixed(0)} % of the map is zero in every channel.`,
    cause: 'What should be written there is not, or cannot happen in these games.',
    nextStep: 'Look at the observation in the inspect view; weights behind a constant input learn nothing.',
    value: names.length,
  };
}

/** OBS-RANGE: features far outside -1 to 1. */
export function observationRange(observations: TerritoryObservations, rows: number): Finding | null {
  const columns = featureColumns(observations, rows);
  const largest = columns.map((column) => column.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const names = GLOBAL_FEATURES.filter((_, feature) => !(largest[feature]! <= RANGE));
  if (names.length === 0) return null;
  return {
    id: 'obs-range',
    severity: 'warning',
    message: `${names.join(', ')} left the range of -${RANGE} to ${RANGE}.`,
    cause: 'The scale of the feature does not fit the game.',
    nextStep: 'Divide it by its largest possible value, or clip it.',
    value: Math.max(...largest),
  };
}

/**
 * OBS-DUP: two features with the same information. `rank` and `standing` have it by design, mirrored: their correlation
 * is -1 and is not reported.
 */
export function observationDuplicate(observations: TerritoryObservations, rows: number): Finding | null {
  const columns = featureColumns(observations, rows);
  const pairs = GLOBAL_FEATURES.flatMap((first, i) =>
    GLOBAL_FEATURES.slice(i + 1)
      .map((second, j) => ({ names: `${first} and ${second}`, value: correlation(columns[i]!, columns[i + 1 + j]!) }))
      .filter(({ value }) => value > DUPLICATE),
  );
  if (pairs.length === 0) return null;
  return {
    id: 'obs-dup',
    severity: 'info',
    message: `These features say the same: ${pairs.map(({ names }) => names).join('; ')}.`,
    cause: 'Their correlation over the rollout is above 0.999.',
    nextStep: 'Nothing breaks; one of the two could make room for something else.',
    value: pairs.length,
  };
}
