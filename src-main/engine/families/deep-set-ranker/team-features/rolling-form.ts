import { possessions } from './season-sums';
import type { TeamFeatureGroupDefinition } from './team-feature-group';

const WINDOW = 10;

/**
 * The last ten games of the season before the day: effective field goals, points allowed per 100 possessions of the
 * opponents, and whether the last game was won.
 */
export const rollingForm: TeamFeatureGroupDefinition = {
  names: ['eFG_L10', 'DefRtg_L10', 'won_prev_game'],
  create: ({ box }) => {
    let slots: number[][] = box.teams.map(() => []);
    const { teamGames } = box;
    return {
      startSeason() {
        slots = box.teams.map(() => []);
      },
      addGame(game) {
        for (const slot of [2 * game, 2 * game + 1]) slots[box.games.teams[slot]!]!.push(slot);
      },
      valuesOn(team) {
        const last = slots[team]!.slice(-WINDOW);
        const sum = (of: (slot: number) => number): number => last.reduce((total, slot) => total + of(slot), 0);
        const made = sum((slot) => teamGames.fieldGoalsMade[slot]! + 0.5 * teamGames.threePointersMade[slot]!);
        const attempted = sum((slot) => teamGames.fieldGoalsAttempted[slot]!);
        const faced = sum((slot) => possessions(box, slot ^ 1));
        const allowed = sum((slot) => teamGames.points[slot ^ 1]!);
        const previous = last.at(-1);
        return [
          attempted === 0 ? Number.NaN : made / attempted,
          faced === 0 ? Number.NaN : (100 * allowed) / faced,
          previous === undefined ? Number.NaN : teamGames.won[previous]!,
        ];
      },
    };
  },
};
