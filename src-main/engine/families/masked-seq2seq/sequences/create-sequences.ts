/**
 * Writes the padded target and mask of one sample: displacements from frame to frame, the first from the last position
 * before the ball is in the air. Late frames are cut, short paths padded behind with zeros.
 *
 * A displacement of exactly (0, 0) is a legal target, so the mask comes from the length and never from the values.
 *
 * @param last   position before the first frame of the path, yards
 * @param path   [frames, 2], yards
 * @param target [maxOutputLen, 2], zeros
 * @param mask   [maxOutputLen], zeros
 */
export function writeTarget(
  last: readonly [number, number],
  path: Float32Array,
  target: Float32Array,
  mask: Uint8Array,
): void {
  const frames = Math.min(path.length / 2, mask.length);
  let [x, y] = last;
  for (let frame = 0; frame < frames; frame += 1) {
    target[2 * frame] = path[2 * frame]! - x;
    target[2 * frame + 1] = path[2 * frame + 1]! - y;
    x = path[2 * frame]!;
    y = path[2 * frame + 1]!;
    mask[frame] = 1;
  }
}

/**
 * Writes the padded encoder input of one sample: the latest frames at the end, zeros before them. Features are
 * standardised, so a padded zero is the mean of its column.
 *
 * @param features [frames, width], in order of time
 * @param encoder  [maxInputLen, width], zeros
 */
export function writeEncoderInput(features: Float32Array, width: number, encoder: Float32Array): void {
  const kept = Math.min(features.length, encoder.length);
  encoder.set(features.subarray(features.length - kept), encoder.length - kept);
  if (kept % width !== 0) throw new RangeError(`${features.length} features are no rows of ${width}.`);
}

/**
 * What a teacher-forced decoder is fed: the target one step later, (0, 0) first. The last target never enters.
 *
 * @param target [frames, 2]
 * @returns [frames, 2]
 */
export function decoderInput(target: Float32Array): Float32Array {
  const input = new Float32Array(target.length);
  input.set(target.subarray(0, target.length - 2), 2);
  return input;
}
