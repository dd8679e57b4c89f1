import {
  copyObservation,
  createObservations,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';
import type { PolicyInput } from '../../../environments/territory/policy';
import type { PositionInputs } from '../rollout/position-inputs';

/** The last frames of games that are played for an evaluation; an episode begins with copies of its first one. */
export class FrameHistory {
  /** Oldest first: [frame][row]. */
  private readonly kept: readonly TerritoryObservations[];

  constructor(
    rows: number,
    private readonly frames: number,
  ) {
    this.kept = Array.from({ length: frames }, () => createObservations(rows));
  }

  /** Takes the newest observation of every row over and writes what the network sees. */
  write(
    { rows, observations, decisions, actionMasks }: Omit<PolicyInput, 'isPlaying' | 'view'>,
    inputs: PositionInputs,
  ): void {
    for (let row = 0; row < rows; row++) {
      const isFirst = decisions[row] === 0;
      for (let frame = 0; frame < this.frames; frame++) {
        const isNewest = frame === this.frames - 1;
        const from = isFirst || isNewest ? observations : this.kept[frame + 1]!;
        copyObservation(from, row, this.kept[frame]!, row);
        inputs.writeFrame(row, frame, this.kept[frame]!, row);
      }
      inputs.writeMask(row, actionMasks, row);
    }
  }
}
