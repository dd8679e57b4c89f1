import { describe, expect, it } from 'vitest';
import {
  actionOf,
  canBuild,
  checkOrder,
  directionTo,
  openDirections,
} from '../../../../src-renderer/features/inspect/territory/play/order';
import { playKeyOf } from '../../../../src-renderer/features/inspect/territory/play/play-keys';
import {
  idOf,
  playableCheckpoints,
  tierOfRun,
} from '../../../../src-renderer/features/inspect/territory/play/play-setup';
import { standings } from '../../../../src-renderer/features/inspect/territory/play/game-result';

const press = (code: string, change = {}) => ({ code, ctrlKey: false, metaKey: false, altKey: false, ...change });

describe('orders of a person', () => {
  it('are the numbers of the game: direction * 10 + intensity * 2 + city; WAIT has no intensity', () => {
    expect(actionOf({ direction: 'N', intensity: 0, builds: false })).toBe(0);
    expect(actionOf({ direction: 'E', intensity: 2, builds: true })).toBe(25);
    expect(actionOf({ direction: 'NW', intensity: 4, builds: false })).toBe(78);
    expect(actionOf({ direction: 'WAIT', intensity: 3, builds: true })).toBe(81);
  });

  it('lose what the rules forbid: a city that cannot be built, a direction without targets', () => {
    const allowed = [20, 22, 24, 26, 28, 80];
    expect(checkOrder({ direction: 'E', intensity: 2, builds: false }, allowed)).toEqual({ action: 24, remark: null });
    expect(checkOrder({ direction: 'E', intensity: 2, builds: true }, allowed)).toMatchObject({ action: 24 });
    expect(checkOrder({ direction: 'E', intensity: 2, builds: true }, allowed).remark).toMatch(/gold/);
    expect(checkOrder({ direction: 'W', intensity: 2, builds: false }, allowed)).toMatchObject({ action: 80 });
    expect([...openDirections(allowed)]).toEqual(['E', 'WAIT']);
    expect(canBuild(allowed)).toBe(false);
    expect(canBuild([80, 81])).toBe(true);
  });

  it('go where the map was clicked, y pointing down', () => {
    expect(directionTo([10, 10], [10, 2])).toBe('N');
    expect(directionTo([10, 10], [20, 0])).toBe('NE');
    expect(directionTo([10, 10], [30, 12])).toBe('E');
    expect(directionTo([10, 10], [10, 11])).toBe('S');
    expect(directionTo([10, 10], [3, 17])).toBe('SW');
    // Just left of straight up is still N: an octant reaches 22.5 degrees to either side.
    expect(directionTo([10, 10], [6.2, 0])).toBe('N');
    expect(directionTo([10, 10], [5.5, 0])).toBe('NW');
  });
});

describe('keys', () => {
  it('lie around S as the octants lie around the land, on letters and on the number pad', () => {
    const directions = (codes: readonly string[]) =>
      codes.map((code) => {
        const key = playKeyOf(press(code));
        return key?.kind === 'direction' ? key.direction : null;
      });
    const expected = ['NW', 'N', 'NE', 'W', 'WAIT', 'E', 'SW', 'S', 'SE'];
    expect(directions([...'QWEASDZXC'].map((letter) => `Key${letter}`))).toEqual(expected);
    expect(directions([7, 8, 9, 4, 5, 6, 1, 2, 3].map((digit) => `Numpad${digit}`))).toEqual(expected);
  });

  it('choose the intensity by the upper digits, and leave shortcuts alone', () => {
    expect(playKeyOf(press('Digit1'))).toEqual({ kind: 'intensity', intensity: 0 });
    expect(playKeyOf(press('Digit5'))).toEqual({ kind: 'intensity', intensity: 4 });
    expect(playKeyOf(press('Digit6'))).toBeNull();
    expect(playKeyOf(press('Space'))).toEqual({ kind: 'clock' });
    expect(playKeyOf(press('KeyB'))).toEqual({ kind: 'city' });
    expect(playKeyOf(press('KeyW', { ctrlKey: true }))).toBeNull();
    expect(playKeyOf(press('KeyR'))).toBeNull();
  });
});

describe('the choice of a game', () => {
  it('offers the shipped checkpoint first, then the newest', () => {
    const checkpoint = (step: number, roles: string[]) => ({
      runId: 'r-0123456789',
      folder: String(step),
      ids: roles.map((role) => `r-0123456789:${role}`),
      roles,
      step,
      epoch: step,
      bytes: 1,
      metrics: {},
      createdAt: 0,
    });
    const all = [checkpoint(1, ['1']), checkpoint(2, ['best-score']), checkpoint(3, ['last']), checkpoint(4, [])];
    expect(playableCheckpoints(all).map(({ step }) => step)).toEqual([2, 3, 1]);
    expect(idOf(checkpoint(5, ['last', 'best-score']))).toBe('r-0123456789:best-score');
    expect(idOf(checkpoint(5, ['last']))).toBe('r-0123456789:last');
  });

  it('takes the tier that the run is judged on', () => {
    const tierOf = (config: Record<string, string>) => tierOfRun({ config });
    expect(tierOf({ 'environment.tier': '"easy"', 'environment.final_tier': 'null' })).toBe('easy');
    expect(tierOf({ 'environment.tier': '"easy"', 'environment.final_tier': '"hard"' })).toBe('hard');
    expect(tierOf({})).toBe('normal');
  });

  it('lists the players by land at the end', () => {
    const player = (share: number, isAlive = true) => ({ share, isAlive, troops: 0, orders: [], gold: 0, cities: 0 });
    expect(standings([player(0.302), player(0.41), player(0, false)], ['you', 'agent', 'greedy'])).toBe(
      'agent 41.0 %, you 30.2 %, greedy out',
    );
  });
});
