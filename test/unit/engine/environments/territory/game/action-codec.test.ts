import { describe, expect, it } from 'vitest';
import {
  actionBuilds,
  actionDirection,
  actionIntensity,
  ACTIONS,
  encodeAction,
} from '../../../../../../src-main/engine/environments/territory/game/action-codec';

describe('action codec', () => {
  it('has 90 actions and decodes each to what encodes it', () => {
    expect(ACTIONS).toBe(90);
    for (let action = 0; action < ACTIONS; action++) {
      expect(encodeAction(actionDirection(action), actionIntensity(action), actionBuilds(action))).toBe(action);
    }
  });

  it('reads 53 as south-west, 35 %, with a city', () => {
    expect([actionDirection(53), actionIntensity(53), actionBuilds(53)]).toEqual([5, 1, true]);
  });
});
