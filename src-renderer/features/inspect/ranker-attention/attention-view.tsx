import { useMemo, useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { rankerAttentionSchema, type RankerAttention } from '#contract/snapshots/ranker-attention';
import { formatAmount, formatDifference, formatNumber } from '../../../lib/format';
import { HeatMap, type HeatRow } from '../../../ui/chart/heat-map';
import { Segmented } from '../../../ui/segmented';
import { ReadSnapshot, type ShownEpoch } from '../read-snapshot';
import {
  normalizedEntropy,
  rankCorrelation,
  rankTeams,
  weightDomain,
  weightsOf,
  type RankedTeam,
  type WeightKind,
} from './attention-figures';
import { ViewHead } from '../view-head';
import { RosterWeights } from './roster-weights';
import './ranker-attention.css';

const formatWeight = (value: number): string => formatNumber(value, 2);

/** Where the ranker looks: attention by roster slot for every team, beside its place by score and by win rate. */
export function AttentionView({ detail }: { readonly detail: RunDetail }) {
  const { runId, epoch } = detail.summary;
  return (
    <ReadSnapshot
      runId={runId}
      name="attention"
      schema={rankerAttentionSchema}
      what="attention weights"
      missing={`They are written after an epoch. This run is at epoch ${epoch}.`}
    >
      {(attention, shown) => <AttentionTable attention={attention} shown={shown} />}
    </ReadSnapshot>
  );
}

function AttentionTable({ attention, shown }: { readonly attention: RankerAttention; readonly shown: ShownEpoch }) {
  const conferences = useMemo(
    () => [...new Set(attention.teams.map(({ conference }) => conference))].sort(),
    [attention],
  );
  const [chosenConference, setConference] = useState<string | null>(null);
  const conference = chosenConference ?? conferences[0] ?? '';
  const [kind, setKind] = useState<WeightKind>('raw');
  const [chosenTeam, setChosenTeam] = useState<string | null>(null);
  const ranked = useMemo(() => rankTeams(attention.teams, conference), [attention, conference]);
  const domain = weightDomain(attention.teams, kind);
  const selected = ranked.find(({ team }) => team.abbreviation === chosenTeam) ?? ranked[0];
  const correlation = rankCorrelation(ranked);
  const fallbacks = attention.teams.filter(({ isFallback }) => isFallback).length;
  return (
    <div className="attention">
      <ViewHead
        title="Attention"
        detail={[
          `${attention.split} ${attention.season}, ${attention.date}, epoch ${shown.epoch}`,
          ...(correlation === null ? [] : [`Spearman to the win-rate order ${formatNumber(correlation, 3)}`]),
          ...(fallbacks === 0 ? [] : [`fallback weights for ${formatAmount(fallbacks, 'team')}`]),
        ].join('; ')}
      >
        {shown.choice}
        {conferences.length > 1 && (
          <Segmented
            label="Conference"
            value={conference}
            onValueChange={setConference}
            options={conferences.map((one) => ({ value: one, label: one }))}
          />
        )}
        <Segmented<WeightKind>
          label="Weights"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: 'raw', label: 'Raw weights' },
            { value: 'reported', label: 'As reported' },
          ]}
        />
      </ViewHead>
      <div className="attention-map">
        <HeatMap
          label={`Attention weights, ${kind}, ${conference}`}
          cellTitle="Attention by roster slot, ordered by minutes"
          leadingTitles={['Pred.', 'Team', 'Name', 'Score', 'Win rate', 'Off by']}
          trailingTitles={['Largest', 'Entropy']}
          domain={domain}
          format={formatWeight}
          rows={ranked.map((one) => heatRow(one, kind, one === selected))}
          onSelectRow={setChosenTeam}
        />
      </div>
      {selected !== undefined && (
        <RosterWeights
          team={selected.team}
          note={
            attention.biasInPooling
              ? 'The minutes bias is pooled with (model_a.bias_in_pooling): it changes the scores.'
              : 'The minutes bias is display only: it never reaches the pooled vector (model_a.bias_in_pooling is off).'
          }
        />
      )}
    </div>
  );
}

function heatRow({ team, rank, offBy }: RankedTeam, kind: WeightKind, isSelected: boolean): HeatRow {
  const weights = weightsOf(team, kind);
  const number = (text: string, isGrey = false) => <span className={isGrey ? 'number text-3' : 'number'}>{text}</span>;
  return {
    id: team.abbreviation,
    label: team.team,
    selected: isSelected,
    cells: team.players.map(({ name }, slot) => ({
      value: weights[slot]!,
      text: `${name}, ${team.abbreviation}, slot ${slot + 1}: ${formatNumber(weights[slot], 3)}`,
    })),
    leading: [
      number(String(rank)),
      <span key="team" className="medium">
        {team.abbreviation}
      </span>,
      <span key="name" className="text-2">
        {team.team}
      </span>,
      number(formatNumber(team.score, 2)),
      number(String(team.winRateRank)),
      number(formatDifference(offBy, 0), offBy === 0),
    ],
    trailing: [formatNumber(Math.max(...weights), 3), formatNumber(normalizedEntropy(weights), 3)],
  };
}
