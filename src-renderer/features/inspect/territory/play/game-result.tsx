import type { TerritoryFrame } from '#contract/snapshots/territory-replay';
import type { TerritoryOutcome } from '#contract/territory';
import type { ReactNode } from 'react';
import { formatAmount, formatPercent } from '../../../../lib/format';
import { ErrorCard } from '../../../../ui/error-card';

const TITLES: Readonly<Record<TerritoryOutcome, string>> = {
  win: 'You won.',
  eliminated: 'You were eliminated.',
  outpaced: 'Another player has 80 % of the land.',
  timeout: 'The time is up.',
};

/** @returns players by land, the largest first, as `agent 41.0 %, you 30.2 %` */
export function standings(players: TerritoryFrame['players'], names: readonly string[]): string {
  return players
    .map(({ share, isAlive }, index) => ({ share, isAlive, name: names[index]! }))
    .sort((a, b) => b.share - a.share)
    .map(({ share, isAlive, name }) => (isAlive ? `${name} ${formatPercent(share)}` : `${name} out`))
    .join(', ');
}

/** How a game ended, and what can be done now. */
export function GameResult({
  outcome,
  frames,
  names,
  actions,
}: {
  readonly outcome: TerritoryOutcome;
  readonly frames: readonly TerritoryFrame[];
  readonly names: readonly string[];
  readonly actions: ReactNode;
}) {
  const last = frames.at(-1)!;
  return (
    <div className="play-result" role="status">
      <ErrorCard
        tone={outcome === 'win' ? 'ok' : 'idle'}
        title={`${TITLES[outcome]} ${formatAmount(frames.length - 1, 'decision')}.`}
        cause={standings(last.players, names)}
        actions={actions}
      />
    </div>
  );
}
