import { describe, expect, it } from 'vitest';
import { BOTS } from '../../../../../../src-main/engine/environments/territory/bots/bots';
import { Episode } from '../../../../../../src-main/engine/environments/territory/episode/episode';
import { encodeAction } from '../../../../../../src-main/engine/environments/territory/game/action-codec';
import { captureCost } from '../../../../../../src-main/engine/environments/territory/game/attack-cost';
import { cityCost } from '../../../../../../src-main/engine/environments/territory/game/cities';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import { TerritoryGame } from '../../../../../../src-main/engine/environments/territory/game/territory-game';
import { MapPool } from '../../../../../../src-main/engine/environments/territory/map/map-pool';
import { conservationFaults } from '../../../../../support/territory-brute-force';

const maps = new MapPool(16);

function newGame(seed: number): TerritoryGame {
  const game = new TerritoryGame();
  game.reset(seed, maps.map(seed % 16));
  return game;
}

describe('TerritoryGame', () => {
  it('conserves land, and never has negative or infinite troops, over random games', () => {
    const episode = new Episode({ tier: 'normal', reward: 'default', selfPlay: false });
    const action = new Int32Array(1);
    for (let seed = 0; seed < 60; seed++) {
      const random = new RandomNumbers(seed, 1);
      episode.reset(seed, maps.map(seed % 16));
      while (!episode.isOver()) {
        action[0] = BOTS.masked_random(episode.seats[0]!, random);
        episode.play(action, 0);
        if (episode.game.decision % 25 === 0) expect(conservationFaults(episode.game)).toEqual([]);
      }
      expect(conservationFaults(episode.game)).toEqual([]);
    }
  });

  it('is the same game for the same seed and another one for another', () => {
    const hash = (seed: number): string => {
      const game = newGame(seed);
      for (let decision = 0; decision < 5; decision++) {
        for (let player = 1; player <= 6; player++) game.act(player, encodeAction(decision, 1, false));
        game.advance();
      }
      return game.stateHash();
    };
    expect(hash(3)).toBe(hash(3));
    // The same map, other places to start.
    expect(hash(3)).not.toBe(hash(19));
  });

  it('starts everybody with 400 troops on at most 61 tiles', () => {
    const game = newGame(4);
    for (let player = 1; player <= 6; player++) {
      expect(game.troops[player]).toBe(400);
      expect(game.board.tiles[player]).toBeGreaterThan(20);
      expect(game.board.tiles[player]).toBeLessThanOrEqual(61);
      expect(game.capacity(player)).toBe(300 + 12 * game.board.tiles[player]!);
    }
  });

  it('grows troops by 0.09 T (1 - T / K) + 0.5, shrinks them above the capacity, and pays gold', () => {
    const game = newGame(4);
    const [capacity, tiles] = [game.capacity(1), game.board.tiles[1]!];
    game.troops[1] = capacity / 2;
    expect(game.growthPerTick(1)).toBeCloseTo((0.09 * capacity) / 4 + 0.5, 10);
    game.troops[1] = capacity + 100;
    expect(game.growthPerTick(1)).toBeCloseTo(-2, 10);
    game.advance();
    expect(game.gold[1]).toBeCloseTo(4 * (0.5 + 0.004 * tiles), 10);
  });

  it('moves floor(T * share) troops into the order of a direction with targets', () => {
    const game = newGame(4);
    game.troops[1] = 333.7;
    const octant = game.frontier(1).totals.findIndex((count) => count > 0);
    expect(game.act(1, encodeAction(octant, 1, false)).launched).toBe(true);
    // floor(333.7 * 0.35) = 116
    expect(game.orders[8 + octant]).toBe(116);
    expect(game.troops[1]).toBeCloseTo(217.7, 10);
  });

  it('takes tiles with an order and returns half of what cannot pay the next one', () => {
    const game = newGame(4);
    const octant = game.frontier(1).totals.findIndex((count) => count > 0);
    const before = game.board.tiles[1]!;
    game.troops[1] = 35;
    // 20 % of 35 = 7 troops: one plain tile (5) or none on a hill (7.5); the rest cannot pay another.
    game.act(1, encodeAction(octant, 0, false));
    game.advance();
    expect(game.orders[8 + octant]).toBe(0);
    expect(game.board.tiles[1]! - before).toBeLessThanOrEqual(1);
  });

  it('asks 5 for unowned plain, half more on hills, and by density for enemy land', () => {
    const { board } = newGame(4);
    const find = (owner: number, terrain: number): number =>
      board.owner.findIndex((value, tile) => value === owner && board.terrain[tile] === terrain);
    expect(captureCost(board, find(0, 1), 0)).toBe(5);
    expect(captureCost(board, find(0, 2), 0)).toBe(7.5);
    const enemy = find(2, 1);
    expect(captureCost(board, enemy, 10)).toBe(16);
    board.placeCity(enemy);
    expect(captureCost(board, enemy, 10)).toBe(32);
  });

  it('doubles the cost of cities up to 1,200', () => {
    expect([0, 1, 2, 3, 9].map(cityCost)).toEqual([150, 300, 600, 1200, 1200]);
  });

  it('ranks an eliminated player one after those who lived on, and gives its land and half its gold away', () => {
    const episode = new Episode({ tier: 'hard', reward: 'default', selfPlay: false });
    episode.reset(7, maps.map(7));
    const { game } = episode;
    const ranks: number[] = [];
    while (game.decision < 256 && game.living > 2) {
      const living = [1, 2, 3, 4, 5, 6].filter((player) => game.alive[player] === 1);
      episode.play(Int32Array.of(80), 0);
      const fallen = living.filter((player) => game.alive[player] === 0);
      for (const player of fallen) {
        ranks.push(game.rank(player));
        expect([game.board.tiles[player], game.troops[player], game.gold[player], game.committed(player)]).toEqual([
          0, 0, 0, 0,
        ]);
      }
    }
    expect(ranks.length).toBeGreaterThan(1);
    expect(ranks).toEqual(ranks.map((_, i) => 6 - i));
  });

  it('lets an eliminated player do nothing but wait', () => {
    const game = newGame(4);
    game.alive[3] = 0;
    const mask = new Uint8Array(90);
    game.writeMask(3, mask, 0);
    expect([...mask.keys()].filter((action) => mask[action] === 1)).toEqual([80]);
    expect(game.act(3, encodeAction(0, 4, true))).toEqual({ launched: false, built: false });
  });

  it('builds a city inside the own land when the mask says so, and pays for it', () => {
    const game = newGame(4);
    game.gold[1] = 149;
    expect(game.canBuild(1)).toBe(false);
    game.gold[1] = 151;
    expect(game.canBuild(1)).toBe(true);
    expect(game.act(1, encodeAction(8, 0, true)).built).toBe(true);
    expect(game.gold[1]).toBe(1);
    expect(game.board.cities[1]).toBe(1);
    expect(game.capacity(1)).toBe(900 + 12 * game.board.tiles[1]!);
  });
});
