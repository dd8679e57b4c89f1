import { useCallback, useEffect, useRef, useState } from 'react';
import type { TerritoryDirection } from '#contract/territory-actions';
import { actionOf, checkOrder, type Order } from './order';

/** Decisions a second of the clock. */
export const CLOCK_SPEEDS = ['1', '2', '4'] as const;
export type ClockSpeed = (typeof CLOCK_SPEEDS)[number];

/** Half of the home troops. */
const USUAL_INTENSITY = 2;
const WAIT: Order = { direction: 'WAIT', intensity: 0, builds: false };

export interface Orders {
  readonly intensity: number;
  readonly setIntensity: (intensity: number) => void;
  /** A city goes with the next order. */
  readonly builds: boolean;
  readonly setBuilds: (builds: boolean) => void;
  /** Under the clock: what the next tick plays, as an action; null: WAIT. */
  readonly pending: number | null;
  readonly isRunning: boolean;
  readonly toggleClock: () => void;
  readonly speed: ClockSpeed;
  readonly setSpeed: (speed: ClockSpeed) => void;
  readonly order: (direction: TerritoryDirection) => void;
  /** What the rules took from the last order; null: nothing. */
  readonly remark: string | null;
}

/**
 * Orders of a person. Without the clock an order is a decision; under the clock decisions come by themselves and take the last
 * order along, or wait.
 *
 * @param allowed actions that the rules allow now; none once the game is over
 * @param play one decision; false when it comes too early
 */
export function useOrders(allowed: readonly number[], play: (action: number) => boolean): Orders {
  const [intensity, setIntensity] = useState(USUAL_INTENSITY);
  const [builds, setBuilds] = useState(false);
  const [pending, setPending] = useState<Order | null>(null);
  const [isStarted, setStarted] = useState(false);
  const [speed, setSpeed] = useState<ClockSpeed>('2');
  const [remark, setRemark] = useState<string | null>(null);
  const isRunning = isStarted && allowed.length > 0;

  const decide = useCallback(
    (order: Order) => {
      const checked = checkOrder(order, allowed);
      if (!play(checked.action)) return;
      setRemark(checked.remark);
      setBuilds(false);
      setPending(null);
    },
    [allowed, play],
  );
  const tick = useRef(() => {});
  useEffect(() => {
    tick.current = () => decide(pending ?? { ...WAIT, builds });
  }, [decide, pending, builds]);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => tick.current(), 1000 / Number(speed));
    return () => clearInterval(timer);
  }, [isRunning, speed]);

  const order = (direction: TerritoryDirection): void => {
    if (allowed.length === 0) return;
    const next = { direction, intensity, builds };
    if (isRunning) return setPending(next);
    const { remark: refused } = checkOrder(next, allowed);
    // Without the clock a refused direction costs no decision.
    if (direction !== 'WAIT' && !allowed.includes(actionOf({ ...next, builds: false }))) return setRemark(refused);
    decide(next);
  };
  return {
    intensity,
    setIntensity,
    builds,
    setBuilds,
    pending: pending === null ? null : actionOf(pending),
    isRunning,
    toggleClock: () => {
      setPending(null);
      setStarted(!isRunning);
    },
    speed,
    setSpeed,
    order,
    remark,
  };
}
