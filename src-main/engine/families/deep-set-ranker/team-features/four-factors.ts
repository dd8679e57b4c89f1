import type { TeamFeatureGroupDefinition } from './team-feature-group';
import { SeasonSums } from './season-sums';

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

/**
 * Oliver's four factors (Basketball on Paper, 2004) over the season's games before the day, as ratios of sums: effective
 * field goals, turnovers a possession, free throws, share of the offensive rebounds.
 */
export const fourFactors: TeamFeatureGroupDefinition = {
  names: ['eFG', 'TOV_pct', 'FT_rate', 'ORB_pct'],
  create: ({ box }) => {
    const sums = new SeasonSums(box);
    return {
      startSeason: () => sums.clear(),
      addGame: (game) => sums.add(game),
      valuesOn(team) {
        const of = sums.of(team);
        return [
          share(of.fieldGoalsMade + 0.5 * of.threePointersMade, of.fieldGoalsAttempted),
          share(of.turnovers, of.fieldGoalsAttempted + 0.44 * of.freeThrowsAttempted + of.turnovers),
          share(of.freeThrowsAttempted, of.fieldGoalsAttempted),
          share(of.offensiveRebounds, of.offensiveRebounds + of.opponentDefensiveRebounds),
        ];
      },
    };
  },
};
