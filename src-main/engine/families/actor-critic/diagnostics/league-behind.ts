import type { SelfPlayGame } from '#contract/ppo-state';
import { proportion } from '../../../environments/evaluation/proportion';
import type { Finding } from '../../../environments/territory/diagnostics/finding';

const FEWEST_GAMES = 50;
const PARITY = 0.5;

/**
 * LEAGUE-BEHIND: the learner finishes behind its own past, so it has forgotten something or goes in circles. A learner that
 * improves is ahead of past weights in more than half of the seats, one that rests in half of them.
 * @param games the last finished games of self-play; those against the weights of now are left out
 */
export function leagueBehind(games: readonly SelfPlayGame[]): Finding | null {
  const past = games.filter(({ opponent }) => opponent !== null);
  if (past.length < FEWEST_GAMES) return null;
  const ahead = past.reduce((sum, game) => sum + game.aheadShare, 0);
  const { share, lower, upper } = proportion(ahead, past.length);
  if (upper >= PARITY) return null;
  return {
    id: 'league-behind',
    severity: 'warning',
    message: `In the last ${past.length} games against past weights the learner finished ahead of ${(100 * share).toFixed(0)} % of these opponents (95 % interval ${(100 * lower).toFixed(0)} to ${(100 * upper).toFixed(0)}): it was better before.`,
    cause: 'It forgot how to play against them, or each change only answers the one before.',
    nextStep: 'Lower environment.self_play.latest_share or ppo.learning_rate, or keep a larger league.',
    value: share,
  };
}
