import { describe, expect, it } from 'vitest';
import { BOTS } from '../../../../../../src-main/engine/environments/territory/bots/bots';
import { Episode } from '../../../../../../src-main/engine/environments/territory/episode/episode';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import { makeTerritoryMap } from '../../../../../../src-main/engine/environments/territory/map/territory-map';
import {
  bruteForceBorderTiles,
  bruteForceEdges,
  bruteForceFrontier,
  bruteForceMask,
  bruteForceOctants,
} from '../../../../../support/territory-brute-force';

/** Plays a game and looks at it every 30 decisions. */
function play(seed: number, look: (episode: Episode) => void): void {
  const episode = new Episode({ tier: 'hard', reward: 'default', selfPlay: false });
  const random = new RandomNumbers(seed, 1);
  const action = new Int32Array(1);
  episode.reset(seed, makeTerritoryMap(seed));
  for (let decision = 0; decision < 150; decision++) {
    if (decision % 30 === 0) look(episode);
    action[0] = BOTS[seed % 2 === 0 ? 'tactician' : 'masked_random'](episode.seats[0]!, random);
    episode.play(action, 0);
  }
}

const PLAYERS = [1, 2, 3, 4, 5, 6];

describe('Board', () => {
  it('keeps frontiers, border tiles, edges, octants and masks equal to a brute-force recount', () => {
    for (const seed of [1, 2]) {
      play(seed, ({ game }) => {
        for (const player of PLAYERS) {
          const frontier = game.board.frontier[player]!.subarray(0, game.board.frontierCount[player]);
          expect([...frontier].sort((a, b) => a - b)).toEqual(bruteForceFrontier(game, player));
          expect(game.board.borderTiles[player]).toBe(bruteForceBorderTiles(game, player));
          for (const other of [0, ...PLAYERS].filter((owner) => owner !== player)) {
            expect(game.board.edges[player * 7 + other]).toBe(bruteForceEdges(game, player, other));
          }
          if (game.alive[player] === 1)
            expect([...game.frontier(player).totals]).toEqual(bruteForceOctants(game, player));
          const mask = new Uint8Array(90);
          game.writeMask(player, mask, 0);
          expect([...mask]).toEqual(bruteForceMask(game, player));
        }
      });
    }
  });

  it('sorts targets by octant, unowned ones first', () => {
    play(5, ({ game }) => {
      const scan = game.frontier(1);
      const [targets, starts] = [new Int16Array(16_384), new Int32Array(8)];
      scan.sortTargets(targets, starts);
      for (let octant = 0; octant < 8; octant++) {
        const tiles = [...targets.subarray(starts[octant], starts[octant]! + scan.totals[octant]!)];
        const owners = tiles.map((tile) => game.board.owner[tile]! > 0);
        expect(owners).toEqual([...owners].sort());
        expect(owners.filter((hasOwner) => !hasOwner).length).toBe(scan.counts[octant * 7]);
      }
    });
  });

  it('keeps a code for each tile: owner, city, unowned land and water', () => {
    play(2, ({ game: { board } }) => {
      const expected = Array.from(board.owner, (owner, tile) =>
        owner === 0 ? [0, 7, 8][board.terrain[tile]!]! : owner + 8 * board.city[tile]!,
      );
      expect([...board.code]).toEqual(expected);
    });
  });
});
