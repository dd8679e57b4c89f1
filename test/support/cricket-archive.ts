import { dataFolder } from './test-data';
import path from 'node:path';
import type { CricketData } from '../../src-main/engine/families/hetero-gnn/data/cricket-data';
import type { CricketDataOptions } from '../../src-main/engine/families/hetero-gnn/data/data-options';
import { partOfData } from '../../src-main/engine/families/hetero-gnn/data/sample-counts';
import type { MatchArchive } from '../../src-main/engine/families/hetero-gnn/matches/match-archive';
import { readMatchArchive } from '../../src-main/engine/families/hetero-gnn/matches/read-match-archive';
import { splitMatches } from '../../src-main/engine/families/hetero-gnn/split/split-matches';
import {
  applyVocabulary,
  buildVocabulary,
} from '../../src-main/engine/families/hetero-gnn/vocabulary/build-vocabulary';

/** Folder of the published archives; tests that need them say so when it is not there. */
export const CRICKET_FOLDER = dataFolder('cricsheet-t20i').path;

/** 40 matches that hold every rare shape of record. */
export const CRICKET_SAMPLE = path.join(CRICKET_FOLDER, 't20s_male_sample.zip');
/** All 2,746 matches. */
export const CRICKET_ARCHIVE = path.join(CRICKET_FOLDER, 't20s_male_json.zip');

export const CRICKET_OPTIONS: CricketDataOptions = {
  rules: 'corrected',
  labels: 'bat_runs',
  splitBy: 'date',
  splitSeed: 42,
  trainShare: 1,
};

export const readArchive = (file: string): Promise<MatchArchive> =>
  readMatchArchive([file], () => undefined, new AbortController().signal);

/** An archive as a training run sees it. */
export function cricketData(archive: MatchArchive, options: Partial<CricketDataOptions> = {}): CricketData {
  const all = { ...CRICKET_OPTIONS, ...options };
  const matches = splitMatches(archive.matches.length, all);
  const part = (positions: readonly number[]) => partOfData(archive, positions, all);
  return {
    options: all,
    archive,
    vocabulary: applyVocabulary(archive, buildVocabulary(archive, matches.train)),
    parts: { train: part(matches.train), validation: part(matches.validation), test: part(matches.test) },
  };
}

/** @returns position in `archive.innings` of an innings of a match, by file name and position within the match */
export function findInnings(archive: MatchArchive, match: string, position: number): number {
  const at = archive.innings.findIndex(
    (innings) => archive.matches[innings.match]!.id === match && innings.position === position,
  );
  if (at < 0) throw new Error(`There is no innings ${position} of match ${match}.`);
  return at;
}
