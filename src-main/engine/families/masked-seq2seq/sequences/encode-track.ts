import type { MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import { DIRECTIONS, FRAME_VALUES, ROLES, SIDES, type TrackingData } from '../tracking/tracking-data';
import { FIELD_WIDTH } from '../tracking/turn';
import { writeNumericFeatures, NUMERIC_FEATURES, type CategoricalFeature, type FrameFacts } from './numeric-features';

/** Angle after a mirror across the length of the field, where +y becomes -y. */
const mirrorAngle = (degrees: number): number => (540 - degrees) % 360;

/** Turns the kept frames of tracks into standardised feature rows. */
export class TrackEncoder {
  readonly width: number;
  private readonly numeric = new Float64Array(NUMERIC_FEATURES.length);
  /** Of each one-hot column: code of a track to its place, -1 for a value that has none. */
  private readonly places: readonly ((track: number) => number)[];

  constructor(
    private readonly data: TrackingData,
    private readonly preprocessing: MaskedSeq2SeqPreprocessing,
  ) {
    const { numeric, categories } = preprocessing;
    let first = numeric.names.length;
    this.places = categories.map(({ name, values }) => {
      const start = first;
      first += values.length;
      const text = this.textOf(name as CategoricalFeature);
      return (track) => {
        const place = values.indexOf(text(track));
        return place < 0 ? -1 : start + place;
      };
    });
    this.width = first;
  }

  /**
   * @param isMirrored across the length of the field
   * @returns float32 [frames, width]; unknown numbers are 0, the mean of their column
   */
  encode(track: number, isMirrored: boolean): Float32Array {
    const { frames, frameOffsets } = this.data.arrays;
    const { means, deviations } = this.preprocessing.numeric;
    const [start, end] = [frameOffsets[track]!, frameOffsets[track + 1]!];
    const rows = new Float32Array((end - start) * this.width);
    const hot = this.places.map((placeOf) => placeOf(track)).filter((place) => place >= 0);
    const facts = this.playFacts(track, isMirrored);
    for (let frame = start; frame < end; frame += 1) {
      readFrame(frames, frame * FRAME_VALUES, isMirrored, facts);
      writeNumericFeatures(facts, this.numeric, 0);
      const row = (frame - start) * this.width;
      for (let column = 0; column < means.length; column += 1) {
        const value = (this.numeric[column]! - means[column]!) / deviations[column]!;
        rows[row + column] = Number.isNaN(value) ? 0 : value;
      }
      for (const place of hot) rows[row + place] = 1;
    }
    return rows;
  }

  private playFacts(track: number, isMirrored: boolean): FrameFacts {
    const { trackPlay, trackBody, playPlace, playFlight } = this.data.arrays;
    const play = trackPlay[track]!;
    const landY = playPlace[3 * play + 1]!;
    return {
      x: 0,
      y: 0,
      s: 0,
      a: 0,
      dir: 0,
      o: 0,
      height: trackBody[2 * track]!,
      age: trackBody[2 * track + 1]!,
      landX: playPlace[3 * play]!,
      landY: isMirrored ? FIELD_WIDTH - landY : landY,
      flight: playFlight[play]!,
    };
  }

  private textOf(name: CategoricalFeature): (track: number) => string {
    const { arrays, header } = this.data;
    const texts: Record<CategoricalFeature, (track: number) => string> = {
      play_direction: (track) => DIRECTIONS[arrays.playTurned[arrays.trackPlay[track]!] === 1 ? 0 : 1],
      player_position: (track) => header.positions[arrays.trackPosition[track]!]!,
      player_side: (track) => SIDES[arrays.trackSide[track]!]!,
      player_role: (track) => ROLES[arrays.trackRole[track]!]!,
    };
    return texts[name];
  }
}

function readFrame(frames: Float32Array, at: number, isMirrored: boolean, facts: FrameFacts): void {
  facts.x = frames[at]!;
  facts.y = isMirrored ? FIELD_WIDTH - frames[at + 1]! : frames[at + 1]!;
  facts.s = frames[at + 2]!;
  facts.a = frames[at + 3]!;
  facts.dir = isMirrored ? mirrorAngle(frames[at + 4]!) : frames[at + 4]!;
  facts.o = isMirrored ? mirrorAngle(frames[at + 5]!) : frames[at + 5]!;
}
