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

/** Inputs that describe balls: their numbers, their two players, and what they were. */
export const ballInputs = (rows: DeliveryRows): HostTensors => ({
  balls: numbers(rows, 'balls', BALL_WIDTH),
  ball_bowlers: ballPlayers(rows, 'bowler'),
  ball_batters: ballPlayers(rows, 'striker'),
  ball_classes: oneHot(rows.map((row) => (row ? row.graph.labels[row.delivery]! : null))),
});

/** @returns int32 [rows], ids of one of the players of each ball */
export const ballPlayers = (rows: DeliveryRows, role: Role): HostTensor =>
  int32(
    fill(rows, ({ graph, delivery }) => graph.players[role].id[delivery]!),
    [rows.length],
  );

/** @returns float32 [rows, 7]; rows of null are zeros */
function oneHot(classes: readonly (number | null)[]): HostTensor {
  const values = new Float32Array(classes.length * CLASS_COUNT);
  classes.forEach((ballClass, row) => {
    if (ballClass !== null) values[row * CLASS_COUNT + ballClass] = 1;
  });
  return float32(values, [classes.length, CLASS_COUNT]);
}

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
  const isTarget = new Float32Array(rows.length);
  const weights = new Float32Array(rows.length);
  rows.forEach((row, index) => {
    if (!row || row.graph.isTarget[row.delivery] === 0) return;
    isTarget[index] = 1;
    weights[index] = classWeights[row.graph.labels[row.delivery]!]!;
  });
  return {
    labels: oneHot(rows.map((row, index) => (isTarget[index] === 1 ? row!.graph.labels[row!.delivery]! : null))),
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
