import type { OddsReliability } from '#contract/snapshots/team-ranking';
import { championshipOdds, type OddsTeam } from './odds';

export type ReliabilityFacts = Omit<OddsReliability['groups'][number], 'group'>;

/** One team's odds and whether it became champion. */
export interface OddsOutcome {
  readonly odds: number;
  readonly isChampion: boolean;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Odds against outcomes in bins of equal width. The calibration error weighs a bin by its teams (Naeini et al. 2015). */
export function reliability(teams: readonly OddsOutcome[], bins: number): ReliabilityFacts {
  const binOf = ({ odds }: OddsOutcome): number => Math.min(bins - 1, Math.floor(odds * bins));
  const rows = Array.from({ length: bins }, (_, bin) => {
    const own = teams.filter((team) => binOf(team) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      count: own.length,
      meanOdds: mean(own.map(({ odds }) => odds)),
      championShare: mean(own.map(({ isChampion }) => (isChampion ? 1 : 0))),
    };
  });
  const error = rows.reduce(
    (sum, { count, meanOdds, championShare }) => sum + count * Math.abs((meanOdds ?? 0) - (championShare ?? 0)),
    0,
  );
  const champions = teams.filter(({ isChampion }) => isChampion).length;
  const share = champions / teams.length;
  return {
    count: teams.length,
    champions,
    expectedCalibrationError: teams.length === 0 ? null : error / teams.length,
    brier: mean(teams.map(({ odds, isChampion }) => (odds - (isChampion ? 1 : 0)) ** 2)),
    brierUniform: teams.length === 0 ? null : share * (1 - share),
    bins: rows,
  };
}

/** The same over whole days; days without a champion in the source are left out. */
export function reliabilityOfDays(
  days: readonly (readonly OddsTeam[])[],
  temperature: number,
  bins: number,
): ReliabilityFacts {
  const judged = days.filter((teams) => teams.some(({ isChampion }) => isChampion));
  const outcomes = judged.flatMap((teams) => {
    const odds = championshipOdds(
      teams.map(({ value }) => value),
      temperature,
    );
    return teams.map(({ isChampion }, index) => ({ odds: odds[index]!, isChampion }));
  });
  return reliability(outcomes, bins);
}
