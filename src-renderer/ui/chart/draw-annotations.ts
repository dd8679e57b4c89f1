import uPlot from 'uplot';
import type { SceneLine } from './chart-scene';
import type { ChartPalette } from './palette';
import { placeLabels, placeLineLabels, placePointLabel, type TextBox } from './place-labels';
import type { PlotState } from './plot-state';
import { markerPath, SERIES_LOOKS } from './series-look';

const LABEL_GAP = 13;
const MARKER_RADIUS = 3;

/** Baselines, last values and shipping checkpoints over the lines of uPlot. */
export function drawAnnotations(plot: uPlot, { scene, palette }: PlotState): void {
  const ratio = uPlot.pxRatio;
  const { ctx } = plot;
  const box = {
    left: plot.bbox.left / ratio,
    top: plot.bbox.top / ratio,
    width: plot.bbox.width / ratio,
    height: plot.bbox.height / ratio,
  };
  ctx.save();
  ctx.scale(ratio, ratio);
  ctx.translate(box.left, box.top);
  ctx.font = `11px ${palette.fontFamily}`;
  ctx.textBaseline = 'middle';
  const xOf = (value: number) => plot.valToPos(value, 'x');
  const yOf = (value: number) => plot.valToPos(value, 'y');

  const texts = drawBaselines(
    ctx,
    scene.baselines.map(({ value, text }) => ({ y: yOf(value), text })),
    box,
    palette,
  );
  for (const line of scene.lines) texts.push(...drawCheckpoint(ctx, line, xOf, yOf, box, texts, palette));
  drawLastValues(ctx, scene.lines, xOf, yOf, box, palette);
  ctx.restore();
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Dotted lines over the whole width, each with its words at the right, above the line. @returns where the words are */
function drawBaselines(
  ctx: CanvasRenderingContext2D,
  baselines: readonly { readonly y: number; readonly text: string }[],
  box: Box,
  palette: ChartPalette,
): TextBox[] {
  ctx.strokeStyle = palette.baseline;
  ctx.lineWidth = 1.2;
  ctx.setLineDash([2, 3]);
  for (const { y } of baselines) {
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(box.width, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.textAlign = 'right';
  const places = placeLineLabels(
    baselines.map(({ y }) => y),
    LABEL_GAP,
    box.height,
  );
  const right = box.width - 4;
  return baselines.map(({ text }, index) => {
    const y = places[index]!;
    drawText(ctx, text, right, y, palette.text2, palette);
    return { left: right - ctx.measureText(text).width, right, y };
  });
}

/** The point that ships: a diamond and its words. @returns where the words are */
function drawCheckpoint(
  ctx: CanvasRenderingContext2D,
  { checkpoint, series }: SceneLine,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
  box: Box,
  taken: readonly TextBox[],
  palette: ChartPalette,
): readonly TextBox[] {
  if (checkpoint === null) return [];
  const [x, y] = [xOf(checkpoint.x), yOf(checkpoint.y)];
  ctx.fillStyle = palette.series[SERIES_LOOKS[series.slot].token]!;
  ctx.strokeStyle = palette.pane;
  ctx.lineWidth = 1;
  const diamond = new Path2D(markerPath('diamond', x, y, 4.5));
  ctx.fill(diamond);
  ctx.stroke(diamond);
  const { width } = ctx.measureText(checkpoint.label);
  const middle = Math.max(x, width / 2 + 2);
  const place = placePointLabel({ x: middle, y }, width, taken, LABEL_GAP, box.height);
  ctx.textAlign = 'center';
  drawText(ctx, checkpoint.label, middle, place.y, palette.text2, palette);
  return [place];
}

/** Marker and text of the newest value of each line, moved apart where they would meet. */
function drawLastValues(
  ctx: CanvasRenderingContext2D,
  lines: readonly SceneLine[],
  xOf: (value: number) => number,
  yOf: (value: number) => number,
  box: Box,
  palette: ChartPalette,
): void {
  const shown = lines.flatMap(({ series, last }) =>
    last === null ? [] : [{ look: SERIES_LOOKS[series.slot], x: xOf(last.x), y: yOf(last.y), text: last.text }],
  );
  const places = placeLabels(shown, LABEL_GAP, box.height + 10);
  ctx.textAlign = 'left';
  shown.forEach(({ look, x, y, text }, index) => {
    const colour = palette.series[look.token]!;
    const marker = new Path2D(markerPath(look.marker, x, y, MARKER_RADIUS));
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = colour;
    ctx.fillStyle = look.isHollow || look.marker === 'cross' ? palette.pane : colour;
    if (look.marker !== 'cross') ctx.fill(marker);
    ctx.stroke(marker);
    ctx.font = `500 11px ${palette.fontFamily}`;
    drawText(ctx, text, x + 8, places[index]!, palette.text1, palette);
  });
}

/** Text with a thin border in the colour of the pane, so that lines below do not cut it. */
function drawText(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  { pane }: ChartPalette,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = pane;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
