import type { TerritoryAgentReplay } from '#contract/snapshots/territory-agent-replay';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { ForwardPass } from '../../../backend/executor';
import type { HostTensor } from '../../../backend/host-tensor';
import { gameScore } from '../../../environments/territory/evaluation/evaluation-summary';
import { ACTIONS } from '../../../environments/territory/game/action-codec';
import type { PositionInputs } from '../rollout/position-inputs';
import { forEachPosition, replayPositions } from './replay-positions';

const LARGEST_BYTE = 255;
const VALUE_DIGITS = 3;
const GATE_PREFIX = 'gate.';

/** Numbers from 0 to 1 of every decision, a byte each. */
class ByteRows {
  private readonly bytes: Uint8Array;

  constructor(
    decisions: number,
    private readonly width: number,
  ) {
    this.bytes = new Uint8Array(decisions * width);
  }

  write(first: number, count: number, values: ArrayLike<number>, change: (value: number) => number): void {
    for (let i = 0; i < count * this.width; i++)
      this.bytes[first * this.width + i] = Math.round(LARGEST_BYTE * change(values[i]!));
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }
}

const same = (value: number): number => value;
const widthOf = ({ shape }: HostTensor): number => shape.slice(1).reduce((product, size) => product * size, 1);

/**
 * The snapshot of a finished game for the run screen.
 * @param explanation pass of `createExplanation`
 */
export async function agentReplay(
  replay: TerritoryReplay,
  explanation: ForwardPass,
  inputs: PositionInputs,
): Promise<TerritoryAgentReplay> {
  const positions = replayPositions(replay);
  const { decisions, episode } = positions;
  const values: number[] = [];
  const probabilities = new ByteRows(decisions, ACTIONS);
  const planes = new Map<string, { readonly side: number; readonly rows: ByteRows }>();
  await forEachPosition(positions, explanation, inputs, (outputs, first, count) => {
    for (let i = 0; i < count; i++) values.push(Number(outputs['value']!.data[i]!.toFixed(VALUE_DIGITS)));
    probabilities.write(first, count, outputs['log_probabilities']!.data, Math.exp);
    for (const [name, tensor] of Object.entries(outputs)) {
      // One place only: the attention of the brief, which cannot choose.
      if (!isPlane(name) || widthOf(tensor) === 1) continue;
      const plane = planes.get(name) ?? {
        side: Math.sqrt(widthOf(tensor)),
        rows: new ByteRows(decisions, widthOf(tensor)),
      };
      planes.set(name, plane);
      plane.rows.write(first, count, tensor.data, same);
    }
  });
  const stored = ({ side, rows }: { readonly side: number; readonly rows: ByteRows }) => ({
    side,
    values: rows.toBase64(),
  });
  const attention = planes.get('attention');
  return {
    replay,
    outcome: episode.game.outcome,
    score: gameScore(episode),
    decisions,
    values,
    probabilities: probabilities.toBase64(),
    gates: [...planes].filter(([name]) => name !== 'attention').map(([, plane]) => stored(plane)),
    attention: attention === undefined ? null : stored(attention),
  };
}

const isPlane = (name: string): boolean => name === 'attention' || name.startsWith(GATE_PREFIX);
