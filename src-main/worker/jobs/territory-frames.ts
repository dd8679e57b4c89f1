import type { JobInput } from '#contract/jobs';
import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import { replayFrames } from '../../engine/environments/territory/replay/replay-frames';

type Input = JobInput & { kind: 'territory-frames' };

/**
 * Plays a recorded game of Territory again for the window, which may not load the engine.
 * @throws EnvironmentHashError when it was recorded under other rules
 */
export const territoryFrames = ({ replay }: Input): Promise<TerritoryFrames> => Promise.resolve(replayFrames(replay));
