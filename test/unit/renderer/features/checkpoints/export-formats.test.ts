import { expect, it } from 'vitest';
import { exportFolder, parityVerdict } from '../../../../../src-renderer/features/checkpoints/export-formats';

it('names the folder after run, seed and epoch, with safe signs only', () => {
  expect(exportFolder('Ranker: rate 0.02', 42, 12)).toBe('exports/ranker-rate-0-02-s42-e12');
  expect(exportFolder('..', null, 3)).toBe('exports/run-e3');
});

it('calls a file identical only at an error of exactly zero', () => {
  expect(parityVerdict(0, 1e-5)).toBe('identical');
  expect(parityVerdict(1e-5, 1e-5)).toBe('within');
  expect(parityVerdict(1.1e-5, 1e-5)).toBe('outside');
});
