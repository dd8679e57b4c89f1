import { releaseVelocity, SECONDS_PER_FRAME } from '../evaluation/ridge';
import { FRAME_VALUES, pathLength, type TrackingArrays } from '../tracking/tracking-data';
import { FIELD_WIDTH } from '../tracking/turn';

/** How a play is looked at. */
export interface PlayView {
  /** Frames by which the forecast begins after (or, negative, before) the release. */
  readonly shift: number;
  /** Across the length of the field. */
  readonly isMirrored: boolean;
}

/** The release as it was: how every play is seen outside training. */
export const AT_RELEASE: PlayView = { shift: 0, isMirrored: false };

export type Vector = readonly [number, number];

const RADIANS = Math.PI / 180;

/** One player over time in a view: frames count from the one that the forecast begins at, negative before it. */
export class PlayerView {
  private readonly first: number;
  private readonly lastKept: number;
  /** Index, in kept frames and path together, that the forecast begins at. */
  private readonly origin: number;
  private readonly pathStart: number;
  private readonly pathFrames: number;

  constructor(
    private readonly arrays: TrackingArrays,
    private readonly track: number,
    private readonly view: PlayView,
  ) {
    this.first = arrays.frameOffsets[track]!;
    this.lastKept = arrays.frameOffsets[track + 1]! - 1;
    this.pathStart = arrays.pathOffsets[track]!;
    this.pathFrames = pathLength(arrays, track);
    this.origin = Math.max(this.first, this.lastKept + view.shift);
  }

  /** Frames behind the origin whose place is known. */
  get futureFrames(): number {
    return this.lastKept + this.pathFrames - this.origin;
  }

  /** Place of a frame, yards. Before the first kept frame it is that frame's; where the truth is unknown, straight on. */
  place(frame: number): Vector {
    const index = Math.max(this.first, this.origin + frame);
    const [x, y] = this.recordedPlace(index);
    return [x, this.view.isMirrored ? FIELD_WIDTH - y : y];
  }

  /** Velocity of a frame, yd/s: recorded before the release, from the places after it. */
  velocity(frame: number): Vector {
    const index = Math.max(this.first, this.origin + frame);
    const [x, y] = index > this.lastKept ? this.differencedVelocity(index) : this.recordedVelocity(index);
    return [x, this.view.isMirrored ? -y : y];
  }

  /** Sine and cosine of where the player looks, at the latest recorded frame up to the origin; zeros when unknown. */
  orientation(): Vector {
    const degrees = this.arrays.frames[Math.min(this.origin, this.lastKept) * FRAME_VALUES + 5]!;
    if (Number.isNaN(degrees)) return [0, 0];
    const cosine = Math.cos(degrees * RADIANS);
    return [Math.sin(degrees * RADIANS), this.view.isMirrored ? -cosine : cosine];
  }

  private recordedPlace(index: number): Vector {
    const { frames, path } = this.arrays;
    if (index <= this.lastKept) return [frames[index * FRAME_VALUES]!, frames[index * FRAME_VALUES + 1]!];
    const known = index - this.lastKept - 1;
    if (known < this.pathFrames) return [path[2 * (this.pathStart + known)]!, path[2 * (this.pathStart + known) + 1]!];
    // A player who is not to be predicted has no path: straight on from the release.
    const [x, y] = this.recordedPlace(this.lastKept);
    const [vx, vy] = releaseVelocity(this.arrays, this.track);
    const seconds = (index - this.lastKept) * SECONDS_PER_FRAME;
    return [x + vx * seconds, y + vy * seconds];
  }

  private recordedVelocity(index: number): Vector {
    const at = index * FRAME_VALUES;
    const [speed, direction] = [this.arrays.frames[at + 2]!, this.arrays.frames[at + 4]! * RADIANS];
    const velocity: Vector = [speed * Math.sin(direction), speed * Math.cos(direction)];
    return Number.isNaN(velocity[0]) ? releaseVelocity(this.arrays, this.track) : velocity;
  }

  private differencedVelocity(index: number): Vector {
    const [now, before] = [this.recordedPlace(index), this.recordedPlace(index - 2)];
    const seconds = 2 * SECONDS_PER_FRAME;
    return [(now[0] - before[0]) / seconds, (now[1] - before[1]) / seconds];
  }
}
