import { clip } from './clip';
import type { Moment } from './moment';
import type { InningsState } from './innings-state';

const BALLS_PER_OVER = 6;

/** Either batter: what he did in this innings. */
export function batterState(state: InningsState, person: number): readonly number[] {
  const { runs, faced, dots, boundaries, lastFaced } = state.batter(person);
  const strikeRate = faced === 0 ? 0 : (100 * runs) / faced;
  return [
    clip(runs / 100),
    clip(faced / 60),
    clip(strikeRate / 200),
    faced === 0 ? 0 : dots / faced,
    faced > 10 ? 1 : 0,
    clip(boundaries / 10),
    faced === 0 ? 1 : 0,
    lastFaced < 0 ? 1 : clip((state.deliveries - lastFaced - 1) / 12),
  ];
}

/** The last two places say pace and spin; the source does not know, so they stay 0. */
export function bowlerState({ state, next }: Moment): readonly number[] {
  const { legal, conceded, wickets, dots } = state.bowler(next.bowler);
  const overs = legal / BALLS_PER_OVER;
  const economy = legal === 0 ? 0 : conceded / overs;
  const threat = legal === 0 ? 0 : Math.min((0.5 * wickets) / overs + 0.5 * Math.max(1 - economy / 10, 0), 1);
  return [
    clip(legal / 24),
    clip(conceded / 50),
    clip(wickets / 5),
    clip(economy / 15),
    legal === 0 ? 0 : dots / legal,
    threat,
    0,
    0,
  ];
}

export function partnershipState({ state, next }: Moment): readonly number[] {
  const { runs, legal } = state.partnership(next.striker, next.nonStriker);
  const rate = legal === 0 ? 0 : runs / (legal / BALLS_PER_OVER);
  return [clip(runs / 100), clip(legal / 60), clip(rate / 10), clip(legal / 30)];
}
