import { useRef, useState, type ReactNode } from 'react';
import type { DataTableText } from '../table/table-rows';
import { ChartMenu } from './chart-menu';
import { ChartTable, HIDDEN_LIMIT, SHOWN_LIMIT } from './chart-table';
import { useChartPalette } from './palette';
import { standaloneSvg } from './standalone-svg';
import { useElementSize, type ElementSize } from './use-element-size';
import './picture-chart.css';

export interface PictureChartProps {
  readonly title: string;
  /** What is drawn, in grey beside the title. */
  readonly detail?: ReactNode;
  /** Legend or scale at the right of the header. */
  readonly legend?: ReactNode;
  /** Said by screen readers in place of the picture. */
  readonly summary: string;
  /** The same data in words: read by screen readers, shown when asked for, copied. */
  readonly table: DataTableText;
  /** One sentence in place of an empty picture; null: there is something to draw. */
  readonly emptyText: string | null;
  /** Starts saved file names. */
  readonly fileTitle: string;
  /** `group`: the picture has parts that take the focus. */
  readonly role?: 'img' | 'group';
  /** @returns the parts of the picture for the room there is, in CSS pixels */
  readonly draw: (size: ElementSize) => ReactNode;
}

/** A chart drawn as SVG parts, with what every chart offers: saved as SVG and PNG, a data table, its data copied. */
export function PictureChart({
  title,
  detail,
  legend,
  summary,
  table,
  emptyText,
  fileTitle,
  role = 'img',
  draw,
}: PictureChartProps) {
  const [isTable, setTable] = useState(false);
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const size = useElementSize(host);
  const drawing = useRef<SVGSVGElement>(null);
  const palette = useChartPalette();
  const file = () => standaloneSvg(drawing.current!, `${fileTitle}: ${title}`, palette);
  const limit = isTable ? SHOWN_LIMIT : HIDDEN_LIMIT;
  return (
    <section className="picture-chart" aria-label={title}>
      <header className="picture-chart-head">
        <h2 className="strong ellipsis" title={title}>
          {title}
        </h2>
        {detail !== undefined && <span className="text-3 text-xs ellipsis">{detail}</span>}
        <span className="grow" />
        {legend}
        <ChartMenu
          title={title}
          isTable={isTable}
          onTableChange={setTable}
          data={() => [table.columns.map((column) => column.title), ...table.rows]}
          picture={emptyText === null && !isTable ? file : null}
          fileTitle={fileTitle}
        />
      </header>
      {!isTable && emptyText !== null && <p className="picture-chart-empty">{emptyText}</p>}
      {!isTable && emptyText === null && (
        <div ref={setHost} className="picture-chart-plot">
          {size !== null && (
            <svg ref={drawing} width={size.width} height={size.height} role={role} aria-label={`${title}. ${summary}`}>
              {draw(size)}
            </svg>
          )}
        </div>
      )}
      {(isTable || emptyText === null) && (
        <ChartTable
          title={title}
          caption={table.rows.length > limit ? `${title}, the first ${limit} of ${table.rows.length} rows` : title}
          table={{ columns: table.columns, rows: table.rows.slice(0, limit) }}
          isOnScreen={isTable}
        />
      )}
    </section>
  );
}
