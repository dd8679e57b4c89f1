/** Tiles a side of the square map. */
export const MAP_SIDE = 128;
export const MAP_TILES = MAP_SIDE * MAP_SIDE;
/** A tile is y * 128 + x: x = tile & COLUMN_BITS, y = tile >> ROW_SHIFT. */
export const COLUMN_BITS = MAP_SIDE - 1;
export const ROW_SHIFT = 7;
/** Players of a game: ids 1 to 6. The learner is player 1; where it starts is drawn anew for each game. */
export const PLAYERS = 6;
export const LEARNER = 1;
/** Owner of a tile that nobody owns. */
export const NOBODY = 0;

/** Kinds of terrain. */
export const WATER = 0;
export const PLAIN = 1;
export const HILL = 2;

/**
 * Numbers of the rules. The environment hash covers them: changing one makes older checkpoints and stored baselines
 * those of another game, and the golden hashes have to be measured again.
 */
export const RULES = {
  version: 1,
  map: {
    landShare: 0.62,
    hillShareOfLand: 0.2,
    smallestShare: 0.45,
    attempts: 16,
    latticeSpacings: [32, 16, 8, 4],
    edgeFall: 0.35,
  },
  spawn: { candidates: 200, radiusSquared: 18, troops: 400 },
  capacity: { base: 300, perTile: 12, perCity: 600 },
  growth: { rate: 0.09, base: 0.5, decay: 0.02 },
  gold: { base: 0.5, perTile: 0.004, perCity: 1 },
  city: { cost: 150, doublings: 3, reach: 10, draws: 24 },
  attack: {
    quotaShare: 0.6,
    troopsPerTarget: 8,
    unownedCost: 5,
    enemyCost: 4,
    enemyCostPerDensity: 1.2,
    hillFactor: 1.5,
    cityFactor: 2,
    defenderLoss: 0.9,
    returnedShare: 0.5,
    absorbedBelow: 12,
    absorbedGoldShare: 0.5,
  },
  time: { ticksPerDecision: 4, cap: 256 },
  winShare: 0.8,
} as const;
