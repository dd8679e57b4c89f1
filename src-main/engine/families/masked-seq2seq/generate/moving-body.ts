/** A made-up player as a point that can only change its velocity so fast. Yards and seconds. */
export interface MovingBody {
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Change of speed of the last step, yd/s^2. */
  acceleration: number;
  readonly maxSpeed: number;
  readonly maxAcceleration: number;
}

/** Seconds of a step: one frame of tracking. */
export const STEP = 0.1;

/**
 * One step towards a wished velocity. The faster a player runs, the less he can still accelerate: at his top speed
 * he can only turn or brake.
 */
export function advanceBody(body: MovingBody, wishX: number, wishY: number): void {
  const wished = Math.hypot(wishX, wishY);
  const limit = wished > body.maxSpeed ? body.maxSpeed / wished : 1;
  const [dx, dy] = [wishX * limit - body.vx, wishY * limit - body.vy];
  const change = Math.hypot(dx, dy);
  const before = Math.hypot(body.vx, body.vy);
  const possible = body.maxAcceleration * STEP * (1.2 - 0.7 * Math.min(1, before / body.maxSpeed));
  const share = change > possible ? possible / change : 1;
  body.vx += dx * share;
  body.vy += dy * share;
  body.x += body.vx * STEP;
  body.y += body.vy * STEP;
  body.acceleration = (Math.hypot(body.vx, body.vy) - before) / STEP;
}

/** One step towards a place, to be there after some seconds, or as soon as possible. */
export function runTo(body: MovingBody, x: number, y: number, seconds: number): void {
  const time = Math.max(seconds, STEP);
  advanceBody(body, (x - body.x) / time, (y - body.y) / time);
}
