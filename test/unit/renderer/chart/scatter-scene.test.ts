import { describe, expect, it } from 'vitest';
import { scatterRows, scatterScene, type ScatterModel } from '../../../../src-renderer/ui/chart/scatter-scene';
import type { ChartPalette } from '../../../../src-renderer/ui/chart/palette';
import { writeScatterSvg } from '../../../../src-renderer/ui/chart/write-scatter-svg';

const model: ScatterModel = {
  title: 'Odds & champions',
  xLabel: 'Odds',
  yLabel: 'Champions',
  range: { min: 0, max: 10 },
  diagonal: 'as often as said',
  series: [
    {
      id: 'bins',
      label: 'Bins',
      slot: 1,
      points: [
        { x: 0, y: 10, text: 'first', weight: 4 },
        { x: 10, y: 0, text: 'second', weight: 1, name: 'B<S' },
      ],
    },
  ],
  format: (value) => value.toFixed(1),
};
const SIZE = { width: 120, height: 120 };
const MARGIN = { left: 10, right: 10, top: 10, bottom: 10 };

const palette: ChartPalette = {
  series: { '--series-1': '#123456' },
  baseline: '#1',
  grid: '#2',
  axis: '#3',
  pane: '#4',
  text1: '#5',
  text2: '#6',
  text3: '#7',
  envelopeOpacity: 0.2,
  fontFamily: 'sans-serif',
};

describe('points over a diagonal', () => {
  it('puts the smallest x left and the largest y on top, inside the margins', () => {
    const { marks, plot } = scatterScene(model, SIZE, MARGIN);
    expect(plot).toEqual({ left: 10, right: 110, top: 10, bottom: 110 });
    expect(marks.map(({ x, y }) => [x, y])).toEqual([
      [10, 10],
      [110, 110],
    ]);
  });

  it('gives a point of a quarter of the weight a quarter of the area', () => {
    const [first, second] = scatterScene(model, SIZE, MARGIN).marks;
    expect(second!.radius / first!.radius).toBeCloseTo(0.5, 12);
  });

  it('draws points without weights alike', () => {
    const series = [{ ...model.series[0]!, points: [{ x: 1, y: 1, text: 'a' }] }];
    expect(scatterScene({ ...model, series }, SIZE, MARGIN).marks[0]!.radius).toBe(4);
  });

  it('has a row a point for the table and the clipboard', () => {
    expect(scatterRows(model)).toEqual({
      header: ['Point', 'Series', 'Odds', 'Champions'],
      rows: [
        ['first', 'Bins', '0.0', '10.0'],
        ['second', 'Bins', '10.0', '0.0'],
      ],
    });
  });

  it('is saved with title, names of the axes, legend, what the diagonal means, and its words made safe', () => {
    const svg = writeScatterSvg(model, palette, { width: 400, height: 400 });
    for (const words of ['Odds &amp; champions', '>Odds<', '>Champions<', '>Bins<', 'as often as said', 'B&lt;S'])
      expect(svg).toContain(words);
    expect(svg.match(/fill-opacity="0.35"><title>/g)).toHaveLength(2);
    expect(svg).not.toContain('undefined');
  });
});
