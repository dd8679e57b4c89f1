import type { Diagnostic } from '#contract/diagnostics';
import { embeddingIndex } from '../features/embedding-index';
import type { RankingData } from '../ranking-data/ranking-data';

/** @returns share of the players who share their embedding row with another player of the source, 0 to 1 */
export function collisionShare(playerIds: readonly number[], rows: number): number {
  const counts = new Map<number, number>();
  for (const id of playerIds) counts.set(embeddingIndex(id, rows), (counts.get(embeddingIndex(id, rows)) ?? 0) + 1);
  const sharing = playerIds.filter((id) => counts.get(embeddingIndex(id, rows))! > 1).length;
  return playerIds.length === 0 ? 0 : sharing / playerIds.length;
}

/** @returns what the data alone says; reported with the first epoch */
export function dataDiagnostics(
  { players, encoded, assumedConferences }: RankingData,
  embeddings: number,
): readonly Diagnostic[] {
  const share = collisionShare(
    players.map(({ id }) => id),
    embeddings,
  );
  const collisions: Diagnostic = {
    id: 'embedding-collisions',
    severity: 'info',
    message: `${Math.round(share * 100)} % of ${players.length} players share their embedding row with another player.`,
    cause: `Players are hashed into ${embeddings} rows.`,
    nextStep:
      'Raise model_a.num_embeddings to tell them apart; the checkpoint grows by model_a.embedding_dim numbers a row.',
    epoch: null,
    step: null,
    value: share,
  };
  const dropped: Diagnostic = {
    id: 'empty-rosters',
    severity: 'warning',
    message: `${encoded.emptyRosters} teams were left out of their lists because no player of theirs had minutes.`,
    cause: 'A team without players cannot be scored; the original let it turn the gradient into NaN.',
    nextStep: 'Check the player rows of the source: assay data check NAME.',
    epoch: null,
    step: null,
    value: encoded.emptyRosters,
  };
  const assumed: Diagnostic = {
    id: 'assumed-conferences',
    severity: 'warning',
    message: `The conference of ${assumedConferences.join(', ')} was taken from the abbreviation.`,
    cause: 'The column conference of teams.csv is empty for them.',
    nextStep: 'Write E or W into that column if a team played in another conference in the seasons of the source.',
    epoch: null,
    step: null,
    value: assumedConferences.length,
  };
  return [
    ...(share > 0 ? [collisions] : []),
    ...(encoded.emptyRosters > 0 ? [dropped] : []),
    ...(assumedConferences.length > 0 ? [assumed] : []),
  ];
}
