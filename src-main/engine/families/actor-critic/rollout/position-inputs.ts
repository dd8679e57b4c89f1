import { float32, type HostTensors } from '../../../backend/host-tensor';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import { MAP_SIDE, MAP_TILES } from '../../../environments/territory/game/rules';
import {
  GLOBAL_FEATURES,
  MAP_CHANNELS,
  PALETTE_LENGTH,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';

const CHANNELS = MAP_CHANNELS.length;
const FEATURES = GLOBAL_FEATURES.length;

/**
 * Inputs of the network for a fixed number of positions, in memory that is used again and again: channels are expanded
 * from the compact observations only when a pass needs them.
 */
export class PositionInputs {
  readonly map: Float32Array;
  readonly globals: Float32Array;
  readonly actionMask: Float32Array;

  constructor(
    readonly positions: number,
    readonly frames: number,
  ) {
    this.map = new Float32Array(positions * MAP_TILES * CHANNELS * frames);
    this.globals = new Float32Array(positions * FEATURES * frames);
    this.actionMask = new Float32Array(positions * ACTIONS).fill(1);
  }

  /** @param frame 0 = the oldest */
  writeFrame(position: number, frame: number, from: TerritoryObservations, row: number): void {
    const { frames, map } = this;
    const palette = from.palettes.subarray(row * PALETTE_LENGTH, (row + 1) * PALETTE_LENGTH);
    const stride = CHANNELS * frames;
    const last = (row + 1) * MAP_TILES;
    let at = position * MAP_TILES * stride + frame * CHANNELS;
    for (let tile = row * MAP_TILES; tile < last; tile++, at += stride) {
      const entry = from.codes[tile]! * CHANNELS;
      map[at] = palette[entry]!;
      map[at + 1] = palette[entry + 1]!;
      map[at + 2] = palette[entry + 2]!;
      map[at + 3] = palette[entry + 3]!;
      map[at + 4] = palette[entry + 4]!;
    }
    const features = from.globals.subarray(row * FEATURES, (row + 1) * FEATURES);
    this.globals.set(features, (position * frames + frame) * FEATURES);
  }

  writeMask(position: number, masks: Uint8Array, row: number): void {
    this.actionMask.set(masks.subarray(row * ACTIONS, (row + 1) * ACTIONS), position * ACTIONS);
  }

  /** For positions whose action is of no interest. */
  allowAll(): void {
    this.actionMask.fill(1);
  }

  tensors(): HostTensors {
    const { positions, frames } = this;
    return {
      map: float32(this.map, [positions, MAP_SIDE, MAP_SIDE, CHANNELS * frames]),
      globals: float32(this.globals, [positions, FEATURES * frames]),
      action_mask: float32(this.actionMask, [positions, ACTIONS]),
    };
  }
}
