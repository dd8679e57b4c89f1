import { describe, expect, it } from 'vitest';
import { findEntries, markMatches, readPaletteInput } from '../../../../src-renderer/lib/palette';

describe('readPaletteInput', () => {
  it.each([
    ['pair', 'all', 'pair'],
    ['> zoom', 'commands', 'zoom'],
    ['#seed 42', 'runs', 'seed 42'],
    ['= family = deep-set-ranker', 'query', 'family = deep-set-ranker'],
    ['', 'all', ''],
  ])('%s looks through %s for “%s”', (input, mode, text) => expect(readPaletteInput(input)).toEqual({ mode, text }));
});

describe('findEntries', () => {
  const entries = [
    { label: 'Move run to the trash' },
    { label: 'ranker, seed 42', keywords: 'r-01k9x00001 running' },
    { label: 'Go to Runs' },
    { label: 'Run pause' },
  ];
  const labels = (text: string) => findEntries(entries, text).map(({ label }) => label);

  it('puts a label that starts with the text before a word that does, and keywords last', () => {
    expect(labels('run')).toEqual(['Run pause', 'Move run to the trash', 'Go to Runs', 'ranker, seed 42']);
  });

  it('wants every word, in any order', () => {
    expect(labels('trash move')).toEqual(['Move run to the trash']);
    expect(labels('trash pause')).toEqual([]);
  });

  it('finds a run by its id', () => {
    expect(labels('r-01k9x')).toEqual(['ranker, seed 42']);
  });
});

describe('markMatches', () => {
  it('cuts the label at the words of the text, and loses no letter', () => {
    const pieces = markMatches('Copy paired table', 'pair tab');
    expect(pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['pair', 'tab']);
    expect(pieces.map(({ text }) => text).join('')).toBe('Copy paired table');
  });
});
