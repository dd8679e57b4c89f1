import { territoryOutcomeSchema, territoryTierSchema, type TerritoryEpisode } from '#contract/territory';
import type { ChoiceMode } from '../../../environments/territory/evaluation/play-policy';
import { gameScore } from '../../../environments/territory/evaluation/evaluation-summary';
import { LEARNER } from '../../../environments/territory/game/rules';
import type { PredictionTable } from '../../family';

/** Columns of `predictions/<split>.csv`: one row a game. docs/families/actor-critic.md describes them. */
export const GAME_COLUMNS = [
  'mode',
  'tier',
  'seed',
  'outcome',
  'score',
  'final_share',
  'rank',
  'decisions',
  'waits',
  'launches',
  'captures',
  'cities',
  'absorbed',
  'episodic_return',
] as const;

/** Games of a policy, by how its actions were chosen. */
export type GamesByMode = Readonly<Partial<Record<ChoiceMode, readonly TerritoryEpisode[]>>>;

const rowOf = (mode: ChoiceMode, episode: TerritoryEpisode) => {
  const { game } = episode;
  return [
    mode,
    game.tier,
    game.seed,
    game.outcome,
    gameScore(episode),
    game.finalShare,
    game.rank,
    game.decisions,
    game.waits,
    game.launches,
    game.captures,
    game.cities,
    game.absorbed,
    episode.episode.episodeReturn,
  ];
};

export const toGameTable = (games: GamesByMode): PredictionTable => ({
  columns: GAME_COLUMNS,
  rows: (['sampled', 'argmax'] as const).flatMap((mode) => (games[mode] ?? []).map((game) => rowOf(mode, game))),
});

/** Inverse of {@link toGameTable} but for counts of actions and reward terms, which a table does not hold. */
export function fromGameTable({ columns, rows }: PredictionTable): GamesByMode {
  const at = Object.fromEntries(columns.map((column, position) => [column, position]));
  const gamesOf = (mode: ChoiceMode): readonly TerritoryEpisode[] =>
    rows.filter((row) => row[at['mode']!] === mode).map((row) => episodeOf((column) => row[at[column]!] ?? null));
  return { sampled: gamesOf('sampled'), argmax: gamesOf('argmax') };
}

type Column = (typeof GAME_COLUMNS)[number];

function episodeOf(value: (column: Column) => string | number | null): TerritoryEpisode {
  const number = (column: Column): number => Number(value(column));
  const tier = territoryTierSchema.parse(value('tier'));
  return {
    episode: { episodeReturn: number('episodic_return'), length: number('decisions') },
    game: {
      seed: number('seed'),
      tier,
      player: LEARNER,
      outcome: territoryOutcomeSchema.parse(value('outcome')),
      finalShare: number('final_share'),
      rank: number('rank'),
      decisions: number('decisions'),
      waits: number('waits'),
      launches: number('launches'),
      captures: number('captures'),
      cities: number('cities'),
      absorbed: number('absorbed'),
      actionCounts: [],
    },
    rewardTerms: {},
  };
}
