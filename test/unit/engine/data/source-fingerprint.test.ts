import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sourceFingerprint } from '../../../../src-main/engine/data/source-fingerprint';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-fingerprint-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}
const ofCsv = (folder: string) => sourceFingerprint(folder, (file) => file.endsWith('.csv'));

it('depends on names and contents of the data files and on nothing else', () => {
  const first = ofCsv(folderWith({ 'a.csv': '1', 'b.csv': '2', 'README.md': 'x' }));
  expect(first.files).toEqual(['a.csv', 'b.csv']);
  expect(first.bytes).toBe(2);
  expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(ofCsv(folderWith({ 'b.csv': '2', 'a.csv': '1', 'README.md': 'other' })).fingerprint).toBe(first.fingerprint);
  expect(ofCsv(folderWith({ 'a.csv': '1', 'b.csv': '3' })).fingerprint).not.toBe(first.fingerprint);
  const renamed = folderWith({ 'a.csv': '1', 'b.csv': '2' });
  renameSync(path.join(renamed, 'b.csv'), path.join(renamed, 'c.csv'));
  expect(ofCsv(renamed).fingerprint).not.toBe(first.fingerprint);
});

it('names a folder that is not there', () => {
  expect(() => ofCsv(path.join(tmpdir(), 'no-such-folder'))).toThrow(/There is no folder .*no-such-folder/);
});
