import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sweepSchema, type SweepConfig } from '#contract/config/sweep';
import { resolveConfig } from '../../../src-main/services/configs/resolve-config';
import { resolveSweep } from '../../../src-main/services/configs/resolve-sweep';
import { totalTrials } from '../../../src-main/sweep/loop/decide-next';
import { cellCount } from '../../../src-main/sweep/space/grid';
import { toSearchSpace } from '../../../src-main/sweep/space/search-space';

const SWEEPS = path.resolve('config/sweeps');
const EXPERIMENTS = path.resolve('config/experiments');
const files = readdirSync(SWEEPS).filter((name) => name.endsWith('.yaml'));
const textOf = (file: string): string => readFileSync(path.join(SWEEPS, file), 'utf8');
const sweepOf = (file: string): SweepConfig => sweepSchema.parse(parse(textOf(file)));
const cellsOf = (file: string): number | null => cellCount(toSearchSpace(sweepOf(file).space));
const experimentFile = ({ experiment }: SweepConfig): string => path.join(EXPERIMENTS, `${experiment}.yaml`);

describe('ready-made sweeps', () => {
  it.each(files)('%s is a sweep whose samples and limits fit together', (file) => {
    const sweep = sweepOf(file);
    expect(totalTrials({ sweep })).toBeGreaterThan(1);
    expect(['holdout', 'validation']).toContain(sweep.objective.split);
  });

  // An experiment comes with its family; a sweep of one that is not there yet is only held against its own schema.
  it.each(files.filter((file) => existsSync(experimentFile(sweepOf(file)))))(
    '%s names keys and values that its experiment has',
    (file) => {
      const base = experimentFile(sweepOf(file));
      const resolve = () => ({
        config: resolveConfig(base, readFileSync(base, 'utf8')),
        configPath: null,
        startsFrom: null,
      });
      expect(resolveSweep(file, textOf(file), [], resolve).base.name).not.toBe('');
    },
  );

  it('have the sizes of the briefs', () => {
    expect(cellsOf('team-ranking-grid.yaml')).toBe(1728);
    expect(cellsOf('team-ranking-grid-small.yaml')).toBe(8);
    expect(cellsOf('masked-seq2seq-grid-36.yaml')).toBe(36);
    expect(cellsOf('hetero-gnn-coarse.yaml')).toBe(6);
    expect(cellsOf('hetero-gnn-architecture.yaml')).toBe(12);
    expect(cellsOf('hetero-gnn-loss.yaml')).toBe(8);
    expect(totalTrials({ sweep: sweepOf('team-ranking-tpe.yaml') })).toBe(20);
    expect(totalTrials({ sweep: sweepOf('hetero-gnn-training.yaml') })).toBe(36);
  });
});
