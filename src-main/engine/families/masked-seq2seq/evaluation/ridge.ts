import type { MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import { FRAME_VALUES, lastPosition, ROLES, type TrackingArrays, type TrackingData } from '../tracking/tracking-data';

type Coefficients = MaskedSeq2SeqPreprocessing['ridge'];

const RADIANS = Math.PI / 180;
export const SECONDS_PER_FRAME = 0.1;
const PENALTY = 1e-3;
const TERMS = 10;
/** Frames that the acceleration at the release is taken over. */
const ACCELERATION_FRAMES = 2;

/** Velocity of a kept frame, yd/s, from speed and direction; from the positions where one of them is unknown. */
function velocityAt({ frames, frameOffsets }: TrackingArrays, track: number, framesBack: number): [number, number] {
  const frame = Math.max(frameOffsets[track]!, frameOffsets[track + 1]! - 1 - framesBack);
  const at = frame * FRAME_VALUES;
  const [speed, direction] = [frames[at + 2]!, frames[at + 4]! * RADIANS];
  const velocity: [number, number] = [speed * Math.sin(direction), speed * Math.cos(direction)];
  if (!Number.isNaN(velocity[0])) return velocity;
  if (frame === frameOffsets[track]!) return [0, 0];
  const before = at - FRAME_VALUES;
  return [
    (frames[at]! - frames[before]!) / SECONDS_PER_FRAME,
    (frames[at + 1]! - frames[before + 1]!) / SECONDS_PER_FRAME,
  ];
}

/** @returns velocity at the release, yd/s */
export const releaseVelocity = (arrays: TrackingArrays, track: number): [number, number] =>
  velocityAt(arrays, track, 0);

/** What the baselines know of a track at the release, by coordinate. */
interface Release {
  readonly velocity: number;
  readonly acceleration: number;
  /** Landing place minus position. */
  readonly toLanding: number;
}

function releaseOf(arrays: TrackingArrays, track: number, axis: 0 | 1): Release {
  const velocity = velocityAt(arrays, track, 0)[axis];
  const before = velocityAt(arrays, track, ACCELERATION_FRAMES)[axis];
  const play = arrays.trackPlay[track]!;
  return {
    velocity,
    acceleration: (velocity - before) / (ACCELERATION_FRAMES * SECONDS_PER_FRAME),
    toLanding: arrays.playPlace[3 * play + axis]! - lastPosition(arrays, track)[axis],
  };
}

/**
 * Physical terms of the way from the release: t = seconds since, u = share of the flight.
 * v t, v t^2, v t u, a t^2, d u, d u^2, d u^3, t, t^2, d t
 */
function writeTerms({ velocity: v, acceleration: a, toLanding: d }: Release, t: number, u: number, into: Float64Array) {
  into[0] = v * t;
  into[1] = v * t * t;
  into[2] = v * t * u;
  into[3] = a * t * t;
  into[4] = d * u;
  into[5] = d * u * u;
  into[6] = d * u * u * u;
  into[7] = t;
  into[8] = t * t;
  into[9] = d * t;
}

/** Closed-form ridge regression of the way, for each role and coordinate, on the true paths of the tracks. */
export function fitRidge({ arrays }: TrackingData, tracks: readonly number[]): Coefficients {
  return Object.fromEntries(
    ROLES.flatMap((role, code) => {
      const own = tracks.filter((track) => arrays.trackRole[track] === code);
      const frames = own.reduce((sum, track) => sum + arrays.pathOffsets[track + 1]! - arrays.pathOffsets[track]!, 0);
      return frames < TERMS ? [] : [[role, { x: fitAxis(arrays, own, 0), y: fitAxis(arrays, own, 1) }]];
    }),
  );
}

function fitAxis(arrays: TrackingArrays, tracks: readonly number[], axis: 0 | 1): number[] {
  const normal = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  const terms = new Float64Array(TERMS);
  for (const track of tracks) {
    const release = releaseOf(arrays, track, axis);
    const flight = arrays.playFlight[arrays.trackPlay[track]!]!;
    const start = lastPosition(arrays, track)[axis];
    for (let frame = arrays.pathOffsets[track]!; frame < arrays.pathOffsets[track + 1]!; frame += 1) {
      const k = frame - arrays.pathOffsets[track]! + 1;
      writeTerms(release, k * SECONDS_PER_FRAME, k / flight, terms);
      const way = arrays.path[2 * frame + axis]! - start;
      for (let row = 0; row < TERMS; row += 1) {
        for (let column = 0; column < TERMS; column += 1) normal[row]![column]! += terms[row]! * terms[column]!;
        normal[row]![TERMS]! += terms[row]! * way;
      }
    }
  }
  for (let row = 0; row < TERMS; row += 1) normal[row]![row]! += PENALTY;
  return solve(normal);
}

/** Gaussian elimination with pivoting. @param rows [n, n + 1], the right side last; positive definite */
function solve(rows: Float64Array[]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let place = column; place <= n; place += 1) rows[row]![place]! -= factor * rows[column]![place]!;
    }
  }
  return rows.map((row, index) => row[n]! / row[index]!);
}

/** @returns positions [frames, 2] of the ridge baseline; null for a role that it was not fitted on */
export function ridgeForecast(
  arrays: TrackingArrays,
  coefficients: Coefficients,
  track: number,
  frames: number,
): Float32Array | null {
  const own = coefficients[ROLES[arrays.trackRole[track]!]!];
  if (!own) return null;
  const flight = arrays.playFlight[arrays.trackPlay[track]!]!;
  const start = lastPosition(arrays, track);
  const positions = new Float32Array(frames * 2);
  const terms = new Float64Array(TERMS);
  for (const axis of [0, 1] as const) {
    const release = releaseOf(arrays, track, axis);
    const weights = axis === 0 ? own.x : own.y;
    for (let frame = 0; frame < frames; frame += 1) {
      writeTerms(release, (frame + 1) * SECONDS_PER_FRAME, (frame + 1) / flight, terms);
      positions[2 * frame + axis] = start[axis] + weights.reduce((sum, weight, term) => sum + weight * terms[term]!, 0);
    }
  }
  return positions;
}
