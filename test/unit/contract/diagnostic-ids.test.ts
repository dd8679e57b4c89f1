import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_IDS } from '#contract/diagnostic-ids';
import type { FamilyId } from '#contract/ids';

/** @returns ids of the diagnostics that the sources of a folder write: an id with a severity behind it */
function reported(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = files.flatMap((name) => [
    ...readFileSync(path.join(folder, name), 'utf8').matchAll(/\bid: '([\w-]+)',\s*severity:/g),
  ]);
  return [...new Set(found.map(([, id]) => id!))].sort();
}

const ENGINE = 'src-main/engine';
const FOLDERS: Readonly<Record<FamilyId, readonly string[]>> = {
  'deep-set-ranker': ['families/deep-set-ranker'],
  'hetero-gnn': ['families/hetero-gnn'],
  'masked-seq2seq': ['families/masked-seq2seq'],
  'actor-critic': ['families/actor-critic', 'environments/territory'],
};

describe('the list of diagnostics', () => {
  it.each(Object.keys(FOLDERS) as FamilyId[])('of %s is what its sources and the trainer report', (family) => {
    const sources = ['trainer', ...FOLDERS[family]].flatMap((folder) => reported(path.join(ENGINE, folder)));
    expect([...DIAGNOSTIC_IDS[family]].sort()).toEqual([...new Set(sources)].sort());
  });
});
