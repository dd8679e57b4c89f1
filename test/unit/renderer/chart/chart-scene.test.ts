import { describe, expect, it } from 'vitest';
import { alignSeries } from '../../../../src-renderer/ui/chart/align-series';
import type { ChartModel } from '../../../../src-renderer/ui/chart/chart-model';
import { chartRows, readingsAt } from '../../../../src-renderer/ui/chart/chart-rows';
import { chartScene, nearestIndex } from '../../../../src-renderer/ui/chart/chart-scene';
import type { ChartPalette } from '../../../../src-renderer/ui/chart/palette';
import { placeLabels, placeLineLabels, placePointLabel } from '../../../../src-renderer/ui/chart/place-labels';
import { rampColour, rampTextColour } from '../../../../src-renderer/ui/chart/ramp';
import { sparklinePath } from '../../../../src-renderer/ui/chart/sparkline-path';
import { writeSvg } from '../../../../src-renderer/ui/chart/write-svg';

const model: ChartModel = {
  title: 'Loss <all>',
  series: [
    { id: 'train', label: 'train', slot: 1, x: [1, 2, 3], y: [4, 3, NaN] },
    {
      id: 'holdout',
      label: 'holdout',
      slot: 2,
      x: [1, 3],
      y: [5, 4.5],
      low: [4.8, 4.1],
      high: [9, 5],
      checkpoint: { x: 3, label: 'ships: epoch 3' },
    },
  ],
  baselines: [{ label: 'uniform', value: 12 }],
  xLabel: 'epoch',
  xMax: 10,
  isLog: false,
  smoothing: 0,
  format: (value) => value.toFixed(2),
};
const size = { width: 600, height: 300 };

describe('chartScene', () => {
  it('holds lines, envelopes and baselines inside the axis', () => {
    const { y, x } = chartScene(model, size);
    expect(y.min).toBeLessThan(3);
    expect(y.max).toBeGreaterThan(12);
    expect(x).toEqual({ min: 0, max: 10 });
  });

  it('says the last finite value of each line, not that of the mean', () => {
    const { lines } = chartScene({ ...model, smoothing: 0.9 }, size);
    expect(lines.map(({ last }) => last?.text)).toEqual(['3.00', '4.50']);
    expect(lines[0]!.isSmoothed).toBe(true);
  });

  it('puts the shipping checkpoint on its line', () => {
    expect(chartScene(model, size).lines[1]!.checkpoint).toEqual({ x: 3, y: 4.5, label: 'ships: epoch 3' });
  });

  it('has whole numbers only on the axis of epochs', () => {
    const { xTicks } = chartScene({ ...model, xMax: 3 }, size);
    expect(xTicks.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
  });

  it('draws axes for an empty chart', () => {
    const scene = chartScene({ ...model, series: [], baselines: [] }, size);
    expect(scene.y).toEqual({ min: 0, max: 1 });
    expect(scene.xTicks.at(-1)!.text).toBe('10');
  });
});

describe('readings', () => {
  it('finds the nearest point', () => {
    expect(nearestIndex([1, 5, 9], 6)).toBe(1);
    expect(nearestIndex([1, 5, 9], 8)).toBe(2);
    expect(nearestIndex([], 8)).toBe(-1);
  });

  it('says n/a where a line has no point and NaN where its value is none', () => {
    expect(readingsAt(model, 2)).toEqual(['3.00', 'n/a']);
    expect(readingsAt(model, 3)).toEqual(['NaN', '4.50']);
  });

  it('gives a table whose last row is the newest point', () => {
    const { header, rows, left } = chartRows(model, 2);
    expect(header).toEqual(['Epoch', 'train', 'holdout']);
    expect(rows.map(([x]) => x)).toEqual(['1', '3']);
    expect(left).toBe(1);
  });

  it('aligns lines over the union of their x; a value that is none is a gap, a missing point is not', () => {
    const { x, columns } = alignSeries(model.series, false);
    expect(x).toEqual([1, 2, 3]);
    expect(columns[0]).toEqual([4, 3, null]);
    expect(columns[1]).toEqual([5, undefined, 4.5]);
  });
});

describe('writeSvg', () => {
  const palette: ChartPalette = {
    series: { '--series-1': '#111111', '--series-2': '#222222' },
    baseline: '#333333',
    grid: '#444444',
    axis: '#555555',
    pane: '#ffffff',
    text1: '#000000',
    text2: '#666666',
    text3: '#777777',
    envelopeOpacity: 0.3,
    fontFamily: '"Some Face", sans-serif',
  };
  const svg = writeSvg(chartScene(model, size), model, palette, { width: 880, height: 480 });

  it('escapes words and names the axis', () => {
    expect(svg).toContain('<title>Loss &lt;all&gt;</title>');
    expect(svg).toContain('>epoch</text>');
  });

  it('carries lines, dash, baseline with its value, checkpoint and last values', () => {
    expect(svg).toContain('stroke="#111111" stroke-width="1.6"');
    expect(svg).toContain('stroke-dasharray="7 3"');
    expect(svg).toContain('>uniform 12.00</text>');
    expect(svg).toContain('>ships: epoch 3</text>');
    expect(svg).toContain('>4.50</text>');
    expect(svg).not.toContain('NaN');
  });
});

describe('placing labels', () => {
  it('moves labels apart and keeps them inside', () => {
    const places = placeLabels([{ y: 50 }, { y: 52 }, { y: 99 }], 13, 100);
    const sorted = [...places].sort((a, b) => a - b);
    expect(sorted[1]! - sorted[0]!).toBeGreaterThanOrEqual(13);
    expect(sorted[2]! - sorted[1]!).toBeGreaterThanOrEqual(13);
    expect(sorted[2]).toBeLessThanOrEqual(93.5);
  });

  it('puts the label of a line above it, and below when another one is there', () => {
    expect(placeLineLabels([60, 100], 13, 200)).toEqual([52, 92]);
    expect(placeLineLabels([60, 66], 13, 200)).toEqual([52, 74]);
  });

  it('puts the label of a point above it, and elsewhere when a text of a baseline is there', () => {
    const place = (y: number, taken: readonly number[], right = 200) =>
      placePointLabel(
        { x: 150, y },
        80,
        taken.map((other) => ({ left: 120, right, y: other })),
        13,
        200,
      ).y;
    expect(place(100, [])).toBe(85);
    expect(place(10, [])).toBe(25);
    // A baseline's text at the same height as the label would have above: 85 - 80 < 13.
    expect(place(100, [80])).toBe(115);
    // Above and below are taken; 80 - 13 = 67 is nearer than 120 + 13 = 133, and both are equally far: the first wins.
    expect(place(100, [80, 120])).toBe(67);
    expect(place(100, [90, 112])).toBe(77);
  });

  it('lets a label of a point stand at the height of a text that ends before it', () => {
    expect(placePointLabel({ x: 150, y: 100 }, 80, [{ left: 0, right: 105, y: 85 }], 13, 200)).toEqual({
      left: 110,
      right: 190,
      y: 85,
    });
  });
});

describe('colours and sparklines', () => {
  it('interpolates between neighbouring ramp steps', () => {
    expect(rampColour(0)).toBe('var(--ramp-0)');
    expect(rampColour(1)).toBe('var(--ramp-8)');
    expect(rampColour(0.5)).toBe('var(--ramp-4)');
    expect(rampColour(0.45)).toBe('color-mix(in oklab, var(--ramp-3) 40%, var(--ramp-4))');
    expect(rampColour(7)).toBe('var(--ramp-8)');
  });

  it('chooses the text colour that the step was measured with', () => {
    expect([0.3, 0.5, 0.7].map(rampTextColour)).toEqual([
      'var(--ramp-text-low)',
      'var(--ramp-text-mid)',
      'var(--ramp-text-high)',
    ]);
  });

  it('breaks the path at a gap and knows the newest point', () => {
    const { path, last } = sparklinePath([1, NaN, 2], { width: 20, height: 10, padding: 0 });
    expect(path.match(/M/g)).toHaveLength(2);
    expect(last!.x).toBe(20);
  });
});
