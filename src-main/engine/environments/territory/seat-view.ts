/** What a scripted or linear player may look at: its own numbers, and what lies around its border. */
export interface SeatView {
  readonly player: number;
  /** Troops at home. */
  readonly troops: number;
  readonly capacity: number;
  readonly tiles: number;
  readonly gold: number;
  readonly cities: number;
  /** Troops in orders. */
  readonly committed: number;
  /** Home troops per tile. */
  readonly density: number;
  /** Own tiles / land tiles. */
  readonly share: number;
  /** Highest density among the living players at the border; 0 without one. */
  readonly strongestNeighbourDensity: number;
  readonly canBuild: boolean;
  /** Tiles that an order into the octant can take. */
  targets(octant: number): number;
  /** Of these, tiles without owner. */
  unownedTargets(octant: number): number;
  /** Mean of the owners' densities over the octant's enemy tiles; infinite without one. */
  enemyDensity(octant: number): number;
  /** Troops under way in the octant. */
  order(octant: number): number;
}
