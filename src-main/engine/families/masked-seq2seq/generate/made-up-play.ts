import type { RandomStream } from '../../../random/random-stream';
import type { Role } from '../tracking/tracking-data';
import { FIELD_LENGTH, FIELD_WIDTH } from '../tracking/turn';
import { advanceBody, runTo, STEP, type MovingBody } from './moving-body';

/** One player of a made-up play with his frames, x, y, vx, vy, acceleration each; the offence moves to the right. */
export interface MadeUpPlayer {
  readonly role: Role;
  readonly position: string;
  readonly isToPredict: boolean;
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

export interface MadeUpPlay {
  readonly scrimmageX: number;
  readonly landing: readonly [number, number];
  readonly players: readonly MadeUpPlayer[];
}

/** Ways of a route as (downfield, outside) yards from where the runner lines up, corner by corner. */
const ROUTES: readonly (readonly (readonly [number, number])[])[] = [
  [[40, 1]],
  [
    [4, 0],
    [16, -14],
  ],
  [
    [10, 0],
    [11, 14],
  ],
  [
    [12, 0],
    [13, -16],
  ],
  [
    [13, 0],
    [35, -12],
  ],
  [
    [13, 0],
    [33, 10],
  ],
  [
    [11, 0],
    [8, 1],
  ],
  [
    [2, 4],
    [3, 16],
  ],
];
const DEFENDERS = ['CB', 'CB', 'CB', 'ILB', 'OLB', 'FS', 'SS'] as const;
const RECEIVERS = ['WR', 'WR', 'WR', 'TE', 'RB'] as const;
/** Where receivers line up across the field, yards from the sideline. */
const ALIGNMENTS = [6, 47, 38, 18, 28] as const;
const BALL_SPEED = 26;
const FEWEST_FLIGHT = 5;
/** Defenders so near to where the ball comes down leave their man for it, yards. */
const PURSUIT = 14;

interface Actor {
  readonly body: MovingBody;
  readonly role: Role;
  readonly position: string;
  readonly before: (readonly number[])[];
  readonly after: (readonly number[])[];
  /** One step as long as the ball is not thrown. */
  readonly move: () => void;
  /** Frames until a thrown ball is noticed. */
  readonly reaction: number;
}

/**
 * A pass play: receivers run routes, defenders keep between them and the goal or guard a zone, the passer drops back and
 * throws ahead of one receiver; the ball flies in proportion to the distance. Then the receiver runs to where it comes down, and
 * so do defenders who are near enough, once they have noticed; the others go on.
 */
export function madeUpPlay(random: RandomStream): MadeUpPlay {
  const scrimmageX = 25 + 60 * random.uniform();
  const passer = createPasser(scrimmageX, random);
  const receivers = RECEIVERS.map((position, index) => createReceiver(position, index, scrimmageX, random));
  const defenders = DEFENDERS.slice(0, 6 + random.integer(2)).map((position, index) =>
    createDefender(position, index, scrimmageX, receivers, random),
  );
  const actors = [passer, ...receivers, ...defenders];
  const framesBefore = Math.min(74, Math.max(9, Math.round(27 * Math.exp(0.32 * random.normal()))));
  for (let frame = 0; frame < framesBefore; frame += 1) {
    if (frame > 0) actors.forEach(({ move }) => move());
    actors.forEach(({ before, body }) => before.push(frameOf(body)));
  }
  const target = receivers[random.integer(receivers.length)]!;
  const { landing, flight } = throwBall(passer.body, target, random);
  const wanted = chosenDefenders(defenders, landing, random);
  for (let frame = 0; frame < flight; frame += 1) {
    actors.forEach((actor) => moveInFlight(actor, actor === target, landing, flight - frame, frame));
    actors.forEach(({ after, body }) => after.push(frameOf(body)));
  }
  return {
    scrimmageX,
    landing,
    players: actors.map((actor) => ({
      role: actor === target ? 'Targeted Receiver' : actor.role,
      position: actor.position,
      isToPredict: actor === target || wanted.includes(actor),
      before: actor.before,
      after: actor.after,
    })),
  };
}

const frameOf = ({ x, y, vx, vy, acceleration }: MovingBody): readonly number[] => [x, y, vx, vy, acceleration];

const inside = (value: number, limit: number): number => Math.min(limit - 0.5, Math.max(0.5, value));

function createBody(x: number, y: number, maxSpeed: number, random: RandomStream): MovingBody {
  const own = maxSpeed * (0.92 + 0.16 * random.uniform());
  return { x, y, vx: 0, vy: 0, acceleration: 0, maxSpeed: own, maxAcceleration: 5 + 2 * random.uniform() };
}

const actor = (body: MovingBody, role: Role, position: string, move: () => void, reaction: number): Actor => ({
  body,
  role,
  position,
  move,
  reaction,
  before: [],
  after: [],
});

function createPasser(scrimmageX: number, random: RandomStream): Actor {
  const body = createBody(scrimmageX - 5, FIELD_WIDTH / 2, 6, random);
  const depth = scrimmageX - 7 - 2 * random.uniform();
  return actor(body, 'Passer', 'QB', () => runTo(body, depth, FIELD_WIDTH / 2, 0.8), 0);
}

function createReceiver(position: string, index: number, scrimmageX: number, random: RandomStream): Actor {
  const startY = inside(ALIGNMENTS[index]! + 2 * random.normal(), FIELD_WIDTH);
  const body = createBody(scrimmageX - (position === 'RB' ? 5 : 1), startY, position === 'WR' ? 8.8 : 7.9, random);
  const outside = startY > FIELD_WIDTH / 2 ? 1 : -1;
  const stretch = 0.8 + 0.4 * random.uniform();
  const corners = ROUTES[random.integer(ROUTES.length)]!.map(
    ([down, out]) => [body.x + down * stretch, inside(startY + outside * out * stretch, FIELD_WIDTH)] as const,
  );
  const pace = body.maxSpeed * (0.8 + 0.2 * random.uniform());
  let next = 0;
  const move = (): void => {
    const [x, y] = corners[next]!;
    const distance = Math.hypot(x - body.x, y - body.y);
    if (distance < 1.5 && next < corners.length - 1) next += 1;
    // Behind the last corner the runner slows down there.
    runTo(body, x, y, distance / pace);
  };
  return actor(body, 'Other Route Runner', position, move, 2);
}

function createDefender(
  position: string,
  index: number,
  scrimmageX: number,
  receivers: readonly Actor[],
  random: RandomStream,
): Actor {
  const isZone = index >= receivers.length;
  const man = receivers[index % receivers.length]!.body;
  const depth = isZone ? 13 + 4 * random.uniform() : 3 + 4 * random.uniform();
  const startY = isZone ? (index === receivers.length ? 20 : 34) : man.y + random.normal();
  const body = createBody(
    scrimmageX + depth,
    inside(startY, FIELD_WIDTH),
    position.endsWith('B') && position !== 'CB' ? 7.6 : 8.6,
    random,
  );
  const cushion = 1 + 2 * random.uniform();
  // A defender sees what his man did a moment ago.
  const seen: (readonly [number, number])[] = [];
  const delay = 2 + random.integer(3);
  const move = (): void => {
    seen.push([man.x, man.y]);
    const [x, y] = seen[Math.max(0, seen.length - 1 - delay)]!;
    if (isZone) runTo(body, Math.max(scrimmageX + depth, x + 4), (startY + y) / 2, 1.2);
    else runTo(body, x + cushion + (body.x > x ? 1 : 0), y, 0.5);
  };
  return actor(body, 'Defensive Coverage', position, move, 3 + random.integer(4));
}

/** @returns where the ball comes down: ahead of the receiver, less exact the farther it is; and its frames in the air */
function throwBall(passer: MovingBody, { body }: Actor, random: RandomStream) {
  let flight = FEWEST_FLIGHT;
  let [x, y] = [body.x, body.y];
  for (let round = 0; round < 3; round += 1) {
    const seconds = flight * STEP;
    [x, y] = [body.x + body.vx * seconds, body.y + body.vy * seconds];
    const distance = Math.hypot(x - passer.x, y - passer.y);
    flight = Math.max(FEWEST_FLIGHT, Math.round(distance / BALL_SPEED / STEP + 0.003 * distance * distance * STEP));
  }
  const spread = 0.4 + 0.04 * Math.hypot(x - passer.x, y - passer.y);
  const landing: readonly [number, number] = [
    inside(x + spread * random.normal(), FIELD_LENGTH),
    inside(y + spread * random.normal(), FIELD_WIDTH),
  ];
  return { landing, flight };
}

/** One to four defenders, those nearest to where the ball comes down; as many as the competition scores on average. */
function chosenDefenders(
  defenders: readonly Actor[],
  [x, y]: readonly [number, number],
  random: RandomStream,
): Actor[] {
  const distance = ({ body }: Actor): number => Math.hypot(body.x - x, body.y - y);
  const count = 1 + (random.uniform() < 0.75 ? 1 : 0) + (random.uniform() < 0.51 ? 1 : 0);
  return [...defenders].sort((a, b) => distance(a) - distance(b)).slice(0, count);
}

function moveInFlight(
  { body, role, move, reaction }: Actor,
  isTarget: boolean,
  [x, y]: readonly [number, number],
  framesLeft: number,
  frame: number,
): void {
  const distance = Math.hypot(x - body.x, y - body.y);
  if (frame < reaction) return move();
  if (isTarget) return runTo(body, x, y, framesLeft * STEP);
  if (role === 'Defensive Coverage' && distance < PURSUIT) return runTo(body, x, y, distance / body.maxSpeed);
  if (role === 'Passer') return advanceBody(body, 0, 0);
  return move();
}
