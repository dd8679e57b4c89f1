import { formatNumber } from '../../../lib/format';
import { rampColour, rampTextColour } from '../../../ui/chart/ramp';
import type { ElementSize } from '../../../ui/chart/use-element-size';
import { classLabel } from './ball-classes';
import { classScores, rowShares } from './calibration-figures';

type Matrix = readonly (readonly number[])[];

const MARGIN = { left: 64, right: 64, top: 22, bottom: 24 };
const GAP = 2;

/** What came against what was predicted, as shares of the row in per cent; the diagonal is framed. */
export function ConfusionPicture({ matrix, size }: { readonly matrix: Matrix; readonly size: ElementSize }) {
  const shares = rowShares(matrix);
  const scores = classScores(matrix);
  const balls = scores.reduce((sum, { balls: of }) => sum + of, 0);
  const largest = Math.max(0.01, ...shares.flat().map((share) => share ?? 0));
  const width = (size.width - MARGIN.left - MARGIN.right) / matrix.length;
  const height = (size.height - MARGIN.top - MARGIN.bottom) / matrix.length;
  const xOf = (column: number) => MARGIN.left + column * width;
  const yOf = (row: number) => MARGIN.top + row * height;
  const percent = (share: number) => formatNumber(100 * share, 1);
  return (
    <>
      <text x={size.width - 12} y={14} textAnchor="end">
        balls
      </text>
      <text x={8} y={size.height - 8}>
        predicted
      </text>
      {matrix.map((_, position) => (
        <g key={position}>
          <text x={xOf(position + 0.5)} y={14} textAnchor="middle">
            {classLabel(position)}
          </text>
          <text x={8} y={yOf(position + 0.5) + 4} className="picture-strong">
            {classLabel(position)}
          </text>
          <text x={size.width - 12} y={yOf(position + 0.5) + 4} textAnchor="end">
            {formatNumber(scores[position]!.balls, 0)}
          </text>
          <text x={xOf(position + 0.5)} y={size.height - 8} textAnchor="middle">
            {balls === 0 ? '' : percent(scores[position]!.predicted / balls)}
          </text>
        </g>
      ))}
      {shares.flatMap((row, rowIndex) =>
        row.map((share, column) => (
          <g key={`${rowIndex}:${column}`}>
            <rect
              x={xOf(column) + GAP / 2}
              y={yOf(rowIndex) + GAP / 2}
              width={Math.max(1, width - GAP)}
              height={Math.max(1, height - GAP)}
              rx={2}
              fill={rampColour((share ?? 0) / largest)}
              className={rowIndex === column ? 'cricket-hit' : undefined}
            >
              <title>{`${classLabel(rowIndex)} came, ${classLabel(column)} predicted: ${matrix[rowIndex]![column]} balls`}</title>
            </rect>
            <text
              x={xOf(column + 0.5)}
              y={yOf(rowIndex + 0.5) + 4}
              textAnchor="middle"
              pointerEvents="none"
              style={{ fill: rampTextColour((share ?? 0) / largest) }}
            >
              {share === null ? 'n/a' : percent(share)}
            </text>
          </g>
        )),
      )}
    </>
  );
}
