import type { FamilyId } from '#contract/ids';

export const STEPS: readonly { readonly title: string; readonly detail: string }[] = [
  { title: 'Write the sample workspace', detail: 'two NBA seasons of real box scores, one folder' },
  { title: 'Train a first model', detail: 'a set-attention ranker that orders teams by their rosters' },
  { title: 'Read its curves', detail: 'beside the win-rate and standings baselines' },
  { title: 'Export its checkpoint', detail: 'read back and compared on real inputs' },
];

/** Parameters as tested: 17 statistics a player (docs/families). */
export const SHIPPED_FAMILIES: readonly { readonly id: FamilyId; readonly title: string; readonly detail: string }[] = [
  { id: 'deep-set-ranker', title: 'Rank teams from their rosters', detail: '47,393 parameters' },
  { id: 'actor-critic', title: 'Play Territory', detail: '517,982 parameters' },
];

/** MIT asks that its notice travels with a copy: both repositories are named wherever the sample is offered. */
export const DATA_CREDITS: readonly { readonly what: string; readonly source: string; readonly licence: string }[] = [
  {
    what: 'Player box scores',
    source: 'AntBap23/Nba-Data-and-Analytics-Engineering-Project',
    licence: 'MIT, © 2025 Anthony Baptiste',
  },
  { what: 'Playoff results', source: 'NocturneBear/NBA-Data-2010-2024', licence: 'MIT, © 2024 Vitalii Korolyk' },
];
