import type { ChartPalette } from './palette';
import { scatterScene, type ScatterMark, type ScatterModel } from './scatter-scene';
import { markerPath, SERIES_LOOKS } from './series-look';

const MARGIN = { left: 64, right: 24, top: 56, bottom: 48 };
const LEGEND_WIDTH = 170;

/**
 * A scatter chart as a file of its own: title, legend, axes with their names, diagonal, markers, names of points.
 *
 * @param palette colours of the theme it is saved in; the background is part of the file
 * @param size    in CSS pixels
 */
export function writeScatterSvg(
  model: ScatterModel,
  palette: ChartPalette,
  size: { readonly width: number; readonly height: number },
): string {
  const { plot, xTicks, yTicks, marks } = scatterScene(model, size, MARGIN);
  const text = (words: string, x: number, y: number, fill: string, anchor = 'start', more = '') =>
    `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}"${more}>${escapeXml(words)}</text>`;
  const middle = (plot.top + plot.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${escapeXml(palette.fontFamily)}" font-size="11" fill="none">`,
    `<title>${escapeXml(model.title)}</title>`,
    `<rect width="100%" height="100%" fill="${palette.pane}"/>`,
    text(model.title, 16, 24, palette.text1, 'start', ' font-size="13" font-weight="600"'),
    ...model.series.map(({ label, slot }, index) => {
      const { token, marker } = SERIES_LOOKS[slot];
      const x = 16 + index * LEGEND_WIDTH;
      return `<path d="${markerPath(marker, x + 5, 40, 4)}" stroke="${palette.series[token]}" fill="${palette.series[token]}" fill-opacity="0.35"/>${text(label, x + 16, 44, palette.text2)}`;
    }),
    ...yTicks.map(
      ({ place, text: words }) =>
        `<path d="M${plot.left} ${place}H${plot.right}" stroke="${palette.grid}"/>${text(words, plot.left - 8, place + 4, palette.text3, 'end')}`,
    ),
    ...xTicks.map(({ place, text: words }) => text(words, place, plot.bottom + 17, palette.text3, 'middle')),
    `<path d="M${plot.left} ${plot.bottom}H${plot.right}" stroke="${palette.axis}"/>`,
    text(model.xLabel, (plot.left + plot.right) / 2, plot.bottom + 36, palette.text3, 'middle'),
    text(model.yLabel, 16, middle, palette.text3, 'middle', ` transform="rotate(-90 16 ${middle})"`),
    `<path d="M${plot.left} ${plot.bottom}L${plot.right} ${plot.top}" stroke="${palette.baseline}" stroke-width="1.2" stroke-dasharray="2 3"/>`,
    text(model.diagonal, plot.right - 26, plot.top + 14, palette.text2, 'end'),
    ...marks.map((mark) => writeMark(mark, palette, text)),
    '</svg>',
  ].join('\n');
}

function writeMark(
  { series, point, x, y, radius, path }: ScatterMark,
  palette: ChartPalette,
  text: (words: string, x: number, y: number, fill: string) => string,
): string {
  const colour = palette.series[SERIES_LOOKS[series.slot].token]!;
  const name = point.name === undefined ? '' : text(point.name, x + radius + 3, y + 4, palette.text2);
  return `<path d="${path}" stroke="${colour}" stroke-width="1.4" fill="${colour}" fill-opacity="0.35"><title>${escapeXml(point.text)}</title></path>${name}`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
