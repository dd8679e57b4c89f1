import { createNetwork } from '../../families/deep-set-ranker/network/network';
import { networkNoise } from '../../families/deep-set-ranker/network/network-inputs';
import type { NetworkShape } from '../../families/deep-set-ranker/network/network-shape';
import { asWorkloadParameter } from './family-parameters';
import { roughlyNormal } from './random';
import { dropoutInput, one, type ElementGenerator, type Workload } from './workload';

/** Sizes of the ranker; the defaults are the family's own, 47,393 parameters, on one list of 30 teams. */
export interface RankerOptions {
  /** Teams of one list. */
  readonly teams?: number;
  /** Players of a team, padded. */
  readonly players?: number;
  readonly statistics?: number;
  /** Rows for players; the padding row comes after them. */
  readonly embeddings?: number;
  readonly encoderWidths?: readonly number[];
  readonly dropout?: number;
}

const EMBEDDING_WIDTH = 32;
const HEADS = 4;

/** The model of the family `deep-set-ranker`, as it trains, on a made-up list; teams come in order of relevance. */
export function ranker(options: RankerOptions = {}): Workload {
  const { teams = 30, players = 15, statistics = 17, embeddings = 500 } = options;
  const { encoderWidths = [128, 64], dropout = 0.2 } = options;
  const shape: NetworkShape = {
    statistics,
    embeddings,
    embeddingWidth: EMBEDDING_WIDTH,
    encoderWidths,
    heads: HEADS,
    dropout,
    poolingMinutesShare: 0,
    minutesSumMinimum: 1e-6,
    hasWinRateResidual: false,
    loss: 'listmle',
  };
  const { parameters, loss } = createNetwork(shape, teams, players);
  const hasPlayer: ElementGenerator = (random, index) => (index % players === 0 || random() < 0.9 ? 1 : 0);
  return {
    name: `ranker, ${teams} teams of ${players}`,
    sampleCount: 1,
    parameters: parameters.map(asWorkloadParameter),
    inputs: {
      embedding_indices: {
        shape: [1, teams, players],
        dtype: 'int32',
        element: (random) => Math.floor(random() * embeddings),
      },
      player_stats: { shape: [1, teams, players, statistics], element: roughlyNormal },
      player_mask: { shape: [1, teams, players], element: hasPlayer },
      team_mask: { shape: [1, teams], element: one },
      ...Object.fromEntries(
        networkNoise(shape, 1, teams, players).map((noise) => [noise.name, dropoutInput(noise.shape, dropout)]),
      ),
    },
    loss,
  };
}
