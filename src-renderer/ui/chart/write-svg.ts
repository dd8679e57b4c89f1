import type { ChartScene, SceneLine } from './chart-scene';
import type { ChartPalette } from './palette';
import { placeLabels, placePointLabel, type TextBox } from './place-labels';
import { toShare } from './scales';
import { markerPath, SERIES_LOOKS } from './series-look';

export interface SvgSize {
  readonly width: number;
  readonly height: number;
}

const LABEL_GAP = 13;
/** A file cannot measure its text: width of a character of 11 px, on the generous side. */
const CHARACTER_WIDTH = 6;
/** From the middle of a text to the line that its letters stand on. */
const MIDDLE_TO_FOOT = 4;
const MARGIN = { left: 56, right: 72, top: 48, bottom: 44 };

/**
 * A chart as a file of its own: title, legend, axes with their names, lines, envelopes, baselines, last values.
 *
 * @param scene   made for about this size
 * @param palette colours of the theme it is saved in; the background is part of the file
 */
export function writeSvg(
  scene: ChartScene,
  { title, xLabel }: { readonly title: string; readonly xLabel: string },
  palette: ChartPalette,
  size: SvgSize,
): string {
  const width = size.width - MARGIN.left - MARGIN.right;
  const height = size.height - MARGIN.top - MARGIN.bottom;
  const xOf = (value: number) => round(MARGIN.left + toShare(value, scene.x, false) * width);
  const yOf = (value: number) => round(MARGIN.top + (1 - toShare(value, scene.y, scene.isLog)) * height);
  const bottom = MARGIN.top + height;
  const right = MARGIN.left + width;
  const text = (words: string, x: number, y: number, fill: string, anchor = 'start') =>
    `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}">${escapeXml(words)}</text>`;

  const axes = [
    ...scene.yTicks.map(
      (tick) =>
        `<path d="M${MARGIN.left} ${yOf(tick.value)}H${right}" stroke="${palette.grid}"/>${text(tick.text, MARGIN.left - 8, yOf(tick.value) + 4, palette.text3, 'end')}`,
    ),
    `<path d="M${MARGIN.left} ${bottom}H${right}" stroke="${palette.axis}"/>`,
    ...scene.xTicks.map((tick) => text(tick.text, xOf(tick.value), bottom + 17, palette.text3, 'middle')),
    text(
      scene.isLog ? `${xLabel}; value axis logarithmic` : xLabel,
      MARGIN.left + width / 2,
      bottom + 34,
      palette.text3,
      'middle',
    ),
  ];
  const baselines = scene.baselines.map(
    ({ value, text: words }) =>
      `<path d="M${MARGIN.left} ${yOf(value)}H${right}" stroke="${palette.baseline}" stroke-width="1.2" stroke-dasharray="2 3"/>${text(words, right - 4, yOf(value) - 5, palette.text2, 'end')}`,
  );
  const texts = scene.baselines.map(({ value, text: words }) => ({
    left: right - 4 - words.length * CHARACTER_WIDTH,
    right: right - 4,
    y: yOf(value) - 5 - MIDDLE_TO_FOOT,
  }));
  const lines = scene.lines.map((line) => writeLine(line, scene, xOf, yOf, palette));
  const checkpoints = scene.lines.map((line) => writeCheckpoint(line, xOf, yOf, texts, bottom, palette));
  const lasts = scene.lines.filter(({ last }) => last !== null);
  const places = placeLabels(
    lasts.map(({ last }) => ({ y: yOf(last!.y) })),
    LABEL_GAP,
    size.height,
  );
  const lastTexts = lasts.map(({ last }, index) =>
    text(last!.text, xOf(last!.x) + 8, round(places[index]! + 4), palette.text1),
  );

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${escapeXml(palette.fontFamily)}" font-size="11" fill="none">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${palette.pane}"/>`,
    `<text x="16" y="24" fill="${palette.text1}" font-size="13" font-weight="600">${escapeXml(title)}</text>`,
    ...writeLegend(scene.lines, palette),
    ...axes,
    ...baselines,
    ...lines,
    ...checkpoints,
    ...lastTexts,
    '</svg>',
  ].join('\n');
}

function writeLegend(lines: readonly SceneLine[], palette: ChartPalette): readonly string[] {
  return lines.map(({ series }, index) => {
    const look = SERIES_LOOKS[series.slot];
    const x = 16 + index * 150;
    return `<path d="M${x} 38h20" stroke="${palette.series[look.token]}" stroke-width="1.6" stroke-dasharray="${look.dash.join(' ')}"/><text x="${x + 26}" y="42" fill="${palette.text2}">${escapeXml(series.label)}</text>`;
  });
}

function writeLine(
  { series, line, isSmoothed, last }: SceneLine,
  { isLog }: ChartScene,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
  palette: ChartPalette,
): string {
  const look = SERIES_LOOKS[series.slot];
  const colour = palette.series[look.token]!;
  const shows = (value: number) => Number.isFinite(value) && (!isLog || value > 0);
  const path = (values: readonly number[]) => linePath(series.x, values, shows, xOf, yOf);
  const parts: string[] = [];
  if (series.low !== undefined && series.high !== undefined) {
    const corners = (values: readonly number[]) =>
      series.x.flatMap((x, index) => (shows(values[index]!) ? [`${xOf(x)} ${yOf(values[index]!)}`] : []));
    parts.push(
      `<path d="M${[...corners(series.high), ...corners(series.low).reverse()].join('L')}Z" fill="${colour}" fill-opacity="${palette.envelopeOpacity}"/>`,
    );
  }
  if (isSmoothed)
    parts.push(`<path d="${path(series.y)}" stroke="${colour}" stroke-width="0.8" stroke-opacity="0.55"/>`);
  parts.push(
    `<path d="${path(line)}" stroke="${colour}" stroke-width="1.6" stroke-linejoin="round" stroke-dasharray="${look.dash.join(' ')}"/>`,
  );
  if (last !== null) {
    parts.push(
      `<path d="${markerPath(look.marker, xOf(last.x), yOf(last.y), 3)}" stroke="${colour}" stroke-width="1.4" fill="${look.isHollow ? palette.pane : colour}"/>`,
    );
  }
  return parts.join('');
}

/** The point that ships; the place of its words joins `taken`. */
function writeCheckpoint(
  { series, checkpoint }: SceneLine,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
  taken: TextBox[],
  bottom: number,
  palette: ChartPalette,
): string {
  if (checkpoint === null) return '';
  const [x, y] = [xOf(checkpoint.x), yOf(checkpoint.y)];
  const place = placePointLabel({ x, y }, checkpoint.label.length * CHARACTER_WIDTH, taken, LABEL_GAP, bottom);
  taken.push(place);
  const colour = palette.series[SERIES_LOOKS[series.slot].token];
  return (
    `<path d="${markerPath('diamond', x, y, 4.5)}" fill="${colour}" stroke="${palette.pane}"/>` +
    `<text x="${x}" y="${round(place.y + MIDDLE_TO_FOOT)}" fill="${palette.text2}" text-anchor="middle">${escapeXml(checkpoint.label)}</text>`
  );
}

/** A gap in the values starts the path anew. */
function linePath(
  x: readonly number[],
  values: readonly number[],
  shows: (value: number) => boolean,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
): string {
  let path = '';
  let isOpen = false;
  values.forEach((value, index) => {
    if (shows(value)) path += `${isOpen ? 'L' : 'M'}${xOf(x[index]!)} ${yOf(value)}`;
    isOpen = shows(value);
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
