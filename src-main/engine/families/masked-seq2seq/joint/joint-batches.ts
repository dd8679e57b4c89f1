import { float32, type HostTensors } from '../../../backend/host-tensor';
import { SECONDS_PER_FRAME } from '../evaluation/ridge';
import type { TrackingData } from '../tracking/tracking-data';
import { FIELD_WIDTH } from '../tracking/turn';
import { PAIR_FEATURES, writePairFeatures, writePlayerFeatures, type PlayFacts } from './joint-features';
import { PlayerView, type PlayView } from './play-view';

/** A play with its tracks, all of them: also those who are not to be predicted are seen. */
export interface JointPlay {
  readonly play: number;
  readonly tracks: readonly number[];
}

export interface JointBatch {
  readonly plays: readonly JointPlay[];
  readonly viewOf: (index: number) => PlayView;
  /** Tracks whose error counts; others are seen only. */
  readonly scored: ReadonlySet<number>;
  /** Plays of the batch; places behind the given ones are masked. */
  readonly size: number;
  /** Player slots of a play. */
  readonly slots: number;
  /** Output frames. */
  readonly steps: number;
}

export interface JointLayout {
  readonly positions: readonly string[];
  readonly features: number;
  readonly controlPoints: number;
}

/** @returns the tracks of each play that has one of the given, plays in order of first appearance */
export function playsOf({ arrays }: TrackingData, tracks: readonly number[]): readonly JointPlay[] {
  const wanted = new Set(tracks.map((track) => arrays.trackPlay[track]!));
  const byPlay = new Map<number, number[]>();
  arrays.trackPlay.forEach((play, track) => {
    if (!wanted.has(play)) return;
    const own = byPlay.get(play);
    if (own) own.push(track);
    else byPlay.set(play, [track]);
  });
  return [...byPlay].map(([play, own]) => ({ play, tracks: own }));
}

/** Bernstein polynomials 1 to `points` of degree `points` at u: the one that would move the start is left out. */
export function curveWeights(u: number, points: number): readonly number[] {
  let binomial = 1;
  return Array.from({ length: points }, (_, index) => {
    const power = index + 1;
    binomial = (binomial * (points - index)) / power;
    return binomial * u ** power * (1 - u) ** (points - power);
  });
}

/** Inputs of the joint network for some plays; see `JointInputs`. */
export function jointInputs(data: TrackingData, layout: JointLayout, batch: JointBatch): HostTensors {
  const { size, slots, steps } = batch;
  const { features, controlPoints } = layout;
  const tensors = {
    players: new Float32Array(size * slots * features),
    pairs: new Float32Array(size * slots * slots * PAIR_FEATURES),
    player_mask: new Float32Array(size * slots),
    velocity: new Float32Array(size * slots * 2),
    seconds: new Float32Array(size * steps),
    curve: new Float32Array(size * steps * controlPoints),
    target: new Float32Array(steps * size * slots * 2),
    mask: new Float32Array(steps * size * slots),
    sample_mask: new Float32Array(size * slots),
  };
  batch.plays.forEach((play, index) => writePlay(data, layout, batch, play, index, tensors));
  return {
    players: float32(tensors.players, [size, slots, features]),
    pairs: float32(tensors.pairs, [size, slots, slots, PAIR_FEATURES]),
    player_mask: float32(tensors.player_mask, [size, slots]),
    velocity: float32(tensors.velocity, [size, 1, slots * 2]),
    seconds: float32(tensors.seconds, [size, steps, 1]),
    curve: float32(tensors.curve, [size, steps, controlPoints]),
    target: float32(tensors.target, [steps * size * slots, 2]),
    mask: float32(tensors.mask, [steps * size * slots, 1]),
    sample_mask: float32(tensors.sample_mask, [size * slots, 1]),
  };
}

type JointTensors = Record<
  'players' | 'pairs' | 'player_mask' | 'velocity' | 'seconds' | 'curve' | 'target' | 'mask' | 'sample_mask',
  Float32Array
>;

function writePlay(
  data: TrackingData,
  { positions, features, controlPoints }: JointLayout,
  { viewOf, scored, slots, size, steps }: JointBatch,
  { play, tracks }: JointPlay,
  index: number,
  into: JointTensors,
): void {
  const { arrays } = data;
  const view = viewOf(index);
  const players = tracks.map((track) => new PlayerView(arrays, track, view));
  const facts = playFacts(data, play, tracks[0]!, view);
  for (let step = 0; step < steps; step += 1) {
    const at = index * steps + step;
    into.seconds[at] = (step + 1) * SECONDS_PER_FRAME;
    // Behind the landing the curve stays at its end.
    const weights = curveWeights(Math.min(1, (step + 1) / facts.flight), controlPoints);
    weights.forEach((weight, point) => {
      into.curve[at * controlPoints + point] = weight * facts.flight * SECONDS_PER_FRAME;
    });
  }
  players.forEach((player, slot) => {
    const row = index * slots + slot;
    const track = tracks[slot]!;
    into.player_mask[row] = 1;
    into.velocity.set(player.velocity(0), row * 2);
    writePlayerFeatures(
      data,
      positions,
      track,
      player,
      facts,
      into.players.subarray(row * features, (row + 1) * features),
    );
    players.forEach((other, otherSlot) => {
      const at = (row * slots + otherSlot) * PAIR_FEATURES;
      const isSameSide = arrays.trackSide[track] === arrays.trackSide[tracks[otherSlot]!];
      writePairFeatures(player, other, isSameSide, facts.flight, into.pairs.subarray(at, at + PAIR_FEATURES));
    });
    if (!scored.has(track)) return;
    into.sample_mask[row] = 1;
    const start = player.place(0);
    const known = Math.min(steps, player.futureFrames);
    for (let step = 0; step < steps; step += 1) {
      const at = (step * size + index) * slots + slot;
      const place = player.place(Math.min(step + 1, Math.max(known, 0)));
      into.target[2 * at] = place[0] - start[0];
      into.target[2 * at + 1] = place[1] - start[1];
      into.mask[at] = step < known ? 1 : 0;
    }
  });
}

function playFacts({ arrays }: TrackingData, play: number, track: number, view: PlayView): PlayFacts {
  const landingY = arrays.playPlace[3 * play + 1]!;
  return {
    landing: [arrays.playPlace[3 * play]!, view.isMirrored ? FIELD_WIDTH - landingY : landingY],
    scrimmageX: arrays.playPlace[3 * play + 2]!,
    flight: Math.max(1, arrays.playFlight[play]! - view.shift),
    sinceSnap: arrays.trackInputLength[track]! + view.shift,
  };
}
