import { int32, float32, type HostTensor, type HostTensors } from '../../../backend/host-tensor';
import type { InningsGraph, PlayerColumns } from '../data/innings-graph';
import { BALL_WIDTH, CONTEXT_WIDTH } from '../features/context-layout';
import { CLASS_COUNT } from '../matches/ball-class';

/** One row of a batch: a moment or a ball of an innings; null pads. */
export interface DeliveryRow {
  readonly graph: InningsGraph;
  readonly delivery: number;
}
export type DeliveryRows = readonly (DeliveryRow | null)[];

type Role = keyof InningsGraph['players'];
const ROLES: readonly Role[] = ['striker', 'nonStriker', 'bowler'];

const fill = (rows: DeliveryRows, read: (row: DeliveryRow) => number): Int32Array =>
  Int32Array.from(rows, (row) => (row ? read(row) : 0));

/** Inputs that describe moments: players, features, labels. Rows are the S moments of the batch. */
export function momentInputs(rows: DeliveryRows, classWeights: readonly number[]): HostTensors {
  const samples = rows.length;
  const stacked = (read: (row: DeliveryRow, role: Role) => number): HostTensor => {
    const values = new Int32Array(ROLES.length * samples);
    ROLES.forEach((role, index) =>
      values.set(
        fill(rows, (row) => read(row, role)),
        index * samples,
      ),
    );
    return int32(values, [values.length]);
  };
  const ofPlayer = (column: keyof PlayerColumns) =>
    stacked(({ graph, delivery }, role) => graph.players[role][column][delivery]!);
  return {
    players: ofPlayer('id'),
    player_teams: ofPlayer('team'),
    player_roles: ofPlayer('role'),
    features: numbers(rows, 'context', CONTEXT_WIDTH),
    ...labelInputs(rows, classWeights),
  };
}

/** Inputs that describe balls: their numbers and their two players. */
export const ballInputs = (rows: DeliveryRows): HostTensors => ({
  balls: numbers(rows, 'balls', BALL_WIDTH),
  ball_bowlers: int32(
    fill(rows, ({ graph, delivery }) => graph.players.bowler.id[delivery]!),
    [rows.length],
  ),
  ball_batters: int32(
    fill(rows, ({ graph, delivery }) => graph.players.striker.id[delivery]!),
    [rows.length],
  ),
});

/** @returns float32 [rows, width]; padding rows are zeros */
export function numbers(rows: DeliveryRows, column: 'context' | 'balls', width: number): HostTensor {
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, index) => {
    if (!row) return;
    const { graph, delivery } = row;
    values.set(graph[column].subarray(delivery * width, (delivery + 1) * width), index * width);
  });
  return float32(values, [rows.length, width]);
}

function labelInputs(rows: DeliveryRows, classWeights: readonly number[]): HostTensors {
  const labels = new Float32Array(rows.length * CLASS_COUNT);
  const isTarget = new Float32Array(rows.length);
  const weights = new Float32Array(rows.length);
  rows.forEach((row, index) => {
    if (!row || row.graph.isTarget[row.delivery] === 0) return;
    const label = row.graph.labels[row.delivery]!;
    labels[index * CLASS_COUNT + label] = 1;
    isTarget[index] = 1;
    weights[index] = classWeights[label]!;
  });
  return {
    labels: float32(labels, [rows.length, CLASS_COUNT]),
    is_target: float32(isTarget, [rows.length]),
    loss_weights: float32(weights, [rows.length]),
  };
}

/** Venue and teams of the graphs of a batch; null pads. */
export function entityInputs(graphs: readonly (InningsGraph | null)[]): HostTensors {
  const ids = (read: (graph: InningsGraph) => number) => graphs.map((graph) => (graph ? read(graph) : 0));
  const teams = [...ids(({ battingTeam }) => battingTeam), ...ids(({ bowlingTeam }) => bowlingTeam)];
  return {
    venue: int32(Int32Array.from(ids(({ venue }) => venue)), [graphs.length]),
    teams: int32(Int32Array.from(teams), [teams.length]),
  };
}
