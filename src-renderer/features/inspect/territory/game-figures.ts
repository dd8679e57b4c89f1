import type { TerritoryFrames } from '#contract/snapshots/territory-replay';
import type { RunSummary } from '#contract/runs';
import type { TerritoryOutcome } from '#contract/territory';

/** @returns name of each player, [player - 1]; scripted players that a tier has twice are numbered */
export function playerNames(opponents: TerritoryFrames['opponents']): readonly string[] {
  return [
    'learner',
    ...opponents.map((bot, index) => {
      const name = bot.replaceAll('_', '-');
      if (opponents.filter((other) => other === bot).length === 1) return name;
      return `${name} ${opponents.slice(0, index + 1).filter((other) => other === bot).length}`;
    }),
  ];
}

export const OUTCOME_WORDS: Readonly<Record<TerritoryOutcome, string>> = {
  win: 'won',
  eliminated: 'eliminated',
  outpaced: 'outpaced: another player won',
  timeout: 'out of time',
};

/**
 * Discount under which the critic's values and the rewards of the replay mean the same.
 *
 * @returns null where they do not: trained with another reward, or with rewards divided by their deviation
 */
export function criticDiscount({ config }: Pick<RunSummary, 'config'>): number | null {
  const isSame = config['environment.reward'] === '"default"' && config['ppo.normalize_rewards'] !== 'true';
  const discount = Number(config['ppo.discount'] ?? NaN);
  return isSame && Number.isFinite(discount) ? discount : null;
}

/** @returns upper end of an axis of shares: the next fifth above the largest */
export function shareAxisEnd(frames: TerritoryFrames['frames']): number {
  const largest = Math.max(0, ...frames.flatMap(({ players }) => players.map(({ share }) => share)));
  return Math.min(1, Math.max(0.2, Math.ceil(largest * 5) / 5));
}

/**
 * @param size of the picture; x runs over all frames, y from 0 at the bottom to `end`
 * @returns SVG path of a player's share up to a frame
 */
export function sharePath(
  frames: TerritoryFrames['frames'],
  player: number,
  frame: number,
  size: { readonly width: number; readonly height: number; readonly end: number },
): string {
  const step = size.width / Math.max(1, frames.length - 1);
  return frames
    .slice(0, frame + 1)
    .map(({ players }, index) => {
      const y = size.height * (1 - players[player - 1]!.share / size.end);
      return `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
