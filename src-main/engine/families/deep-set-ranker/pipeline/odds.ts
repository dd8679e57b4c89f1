/** A team of one day as the odds see it. */
export interface OddsTeam {
  /** Of the ensemble, larger is better. */
  readonly value: number;
  readonly isChampion: boolean;
}

/**
 * softmax(values / temperature). The maximum is subtracted first: without it scores of about 150 all met the clip of the
 * original at 50, and every team had 1/30 (spec section 4.4).
 * @returns shares that sum to 1
 */
export function championshipOdds(values: readonly number[], temperature: number): readonly number[] {
  const largest = Math.max(...values);
  const weights = values.map((value) => Math.exp((value - largest) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** @returns entropy over that of uniform odds: 0 when one team has everything, 1 when all are equal */
export function oddsEntropy(odds: readonly number[]): number {
  if (odds.length < 2) return 0;
  return odds.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0) / Math.log(odds.length);
}

const SMALLEST = 0.125;
const STEPS = 57;

/** Temperature with the best mean log odds of the champions, from 1/8 to 16 in steps of an eighth of an octave; 1 without any champion. */
export function chooseTemperature(days: readonly (readonly OddsTeam[])[]): number {
  const judged = days.filter((teams) => teams.some(({ isChampion }) => isChampion));
  if (judged.length === 0) return 1;
  const candidates = Array.from({ length: STEPS }, (_, step) => SMALLEST * 2 ** (step / 8));
  const gain = (temperature: number): number =>
    judged.reduce((sum, teams) => {
      const odds = championshipOdds(
        teams.map(({ value }) => value),
        temperature,
      );
      return sum + Math.log(Math.max(odds[teams.findIndex(({ isChampion }) => isChampion)]!, Number.MIN_VALUE));
    }, 0);
  return candidates.reduce((best, candidate) => (gain(candidate) > gain(best) ? candidate : best));
}
