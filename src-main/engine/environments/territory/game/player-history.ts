import { PLAYERS } from './rules';

const OWNERS = PLAYERS + 1;
const WINDOW = 10;
const LAUNCHES = 5;
const NONE = -1;

/** What players did in their last decisions, for the observation. */
export class PlayerHistory {
  /** [player * 10 + decision % 10]: own share before the decision. */
  private readonly shares = new Float64Array(OWNERS * WINDOW);
  /** [player * 10 + decision % 10]: 1 = launched. */
  private readonly launched = new Uint8Array(OWNERS * WINDOW);
  /** [player * 5 + launch % 5]: octant of the launch. */
  private readonly octants = new Int8Array(OWNERS * LAUNCHES);
  private readonly launches = new Int32Array(OWNERS);

  reset(): void {
    this.shares.fill(0);
    this.launched.fill(0);
    this.octants.fill(NONE);
    this.launches.fill(0);
  }

  /** Called for each player before the actions of a decision. */
  begin(player: number, decision: number, share: number): void {
    const at = player * WINDOW + (decision % WINDOW);
    this.shares[at] = share;
    this.launched[at] = 0;
  }

  recordLaunch(player: number, decision: number, octant: number): void {
    this.launched[player * WINDOW + (decision % WINDOW)] = 1;
    this.octants[player * LAUNCHES + (this.launches[player]! % LAUNCHES)] = octant;
    this.launches[player]! += 1;
  }

  /** @returns share ten decisions ago, or at the start of a younger game */
  shareBefore(player: number, decision: number): number {
    return this.shares[player * WINDOW + (decision < WINDOW ? 0 : decision % WINDOW)]!;
  }

  /** @returns launches in the last ten decisions */
  recentLaunches(player: number): number {
    let sum = 0;
    for (let i = player * WINDOW; i < (player + 1) * WINDOW; i++) sum += this.launched[i]!;
    return sum;
  }

  /** @returns different octants of the last five launches, 0 to 5 */
  recentOctants(player: number): number {
    let seen = 0;
    for (let i = player * LAUNCHES; i < (player + 1) * LAUNCHES; i++) {
      if (this.octants[i] !== NONE) seen |= 1 << this.octants[i]!;
    }
    let count = 0;
    for (; seen !== 0; seen &= seen - 1) count += 1;
    return count;
  }
}
