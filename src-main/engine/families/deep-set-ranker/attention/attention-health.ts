import type { EncodedLists } from '../lists/encode-lists';
import type { ScoredList } from '../evaluation/score-lists';
import { reportedWeights } from './reported-weights';
import type { ReportOptions } from './reported-weights';

/** Counts and means over teams: what `inference_diagnostics.json` of the brief asks for, and what it left out. */
export interface AttentionHealth {
  readonly teams: number;
  /** Teams whose reported weights are the fallback's. */
  readonly fallbackCount: number;
  /** Teams whose raw weights are all 0. */
  readonly allZeroCount: number;
  /** Teams without a player. */
  readonly allMaskedCount: number;
  readonly nonFiniteScores: number;
  readonly nonFiniteWeights: number;
  /** Sum of a team's raw weights, mean; 1 when healthy. */
  readonly weightSum: number;
  /** Largest raw weight of a team, mean. */
  readonly maximumWeight: number;
  /** Entropy of the raw weights over that of uniform ones, mean over teams with at least two players; 0 to 1. */
  readonly entropy: number;
  /** Standard deviation of a list's scores, mean over lists. */
  readonly scoreDeviation: number;
  readonly scoreMinimum: number;
  readonly scoreMaximum: number;
  readonly scoreMean: number;
  /** Of the players, as shares of their roster's largest. */
  readonly minutes: { readonly minimum: number; readonly mean: number; readonly maximum: number };
}

interface TeamHealth {
  readonly players: number;
  readonly sum: number;
  readonly maximum: number;
  readonly entropy: number;
  readonly nonFinite: number;
  readonly isFallback: boolean;
  readonly minutes: readonly number[];
}

export function attentionHealth(
  encoded: EncodedLists,
  scored: readonly ScoredList[],
  options: ReportOptions,
): AttentionHealth {
  const teams = scored.flatMap((list) =>
    list.attention.map((weights, team) => teamHealth(encoded, list.list, team, weights, options)),
  );
  const scores = scored.flatMap((list) => list.scores);
  const finite = scores.filter(Number.isFinite);
  const minutes = teams.flatMap((team) => team.minutes);
  return {
    teams: teams.length,
    fallbackCount: teams.filter((team) => team.isFallback).length,
    allZeroCount: teams.filter((team) => team.sum === 0).length,
    allMaskedCount: teams.filter((team) => team.players === 0).length,
    nonFiniteScores: scores.length - finite.length,
    nonFiniteWeights: teams.reduce((total, team) => total + team.nonFinite, 0),
    weightSum: mean(teams.map((team) => team.sum)),
    maximumWeight: mean(teams.map((team) => team.maximum)),
    entropy: mean(teams.filter((team) => team.players > 1).map((team) => team.entropy)),
    scoreDeviation: mean(scored.map((list) => deviation(list.scores.filter(Number.isFinite)))),
    scoreMinimum: finite.length === 0 ? 0 : Math.min(...finite),
    scoreMaximum: finite.length === 0 ? 0 : Math.max(...finite),
    scoreMean: mean(finite),
    minutes: {
      minimum: minutes.length === 0 ? 0 : Math.min(...minutes),
      mean: mean(minutes),
      maximum: minutes.length === 0 ? 0 : Math.max(...minutes),
    },
  };
}

function teamHealth(
  encoded: EncodedLists,
  list: number,
  team: number,
  weights: Float32Array,
  options: ReportOptions,
): TeamHealth {
  const { teams, players } = encoded.shape;
  const first = (list * teams + team) * players;
  const isPlayer = (slot: number): boolean => encoded.players[first + slot]! >= 0;
  const minutes = encoded.minutes.subarray(first, first + players);
  const real = [...weights].filter((_, slot) => isPlayer(slot));
  const { isFallback } = reportedWeights(weights, minutes, isPlayer, options);
  return {
    players: real.length,
    sum: real.reduce((total, weight) => total + weight, 0),
    maximum: Math.max(0, ...real),
    entropy: normalizedEntropy(real),
    nonFinite: real.filter((weight) => !Number.isFinite(weight)).length,
    isFallback,
    minutes: [...minutes].filter((_, slot) => isPlayer(slot)),
  };
}

/** @returns -sum w ln w / ln n: 1 for uniform weights, 0 when one player has everything */
function normalizedEntropy(weights: readonly number[]): number {
  if (weights.length < 2) return 0;
  return (
    weights.reduce((total, weight) => total - (weight > 0 ? weight * Math.log(weight) : 0), 0) /
    Math.log(weights.length)
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
