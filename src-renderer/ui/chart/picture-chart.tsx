import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../icon-button';
import { Menu } from '../menu';
import type { DataTableText } from '../table/table-rows';
import { useChartPalette } from './palette';
import { fileNameOf, saveFile, svgToPng } from './save-chart';
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

/** Rows of the table that only screen readers meet. */
const HIDDEN_LIMIT = 40;
const SHOWN_LIMIT = 500;

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
  const canSave = emptyText === null && !isTable;
  const file = () => standaloneSvg(drawing.current!, `${fileTitle}: ${title}`, palette);
  const fileName = (extension: string) => fileNameOf(`${fileTitle} ${title}`, extension);
  const savePng = () => {
    const { text, size: saved } = file();
    void svgToPng(text, saved).then((blob) => saveFile(blob, fileName('png')));
  };
  return (
    <section className="picture-chart" aria-label={title}>
      <header className="picture-chart-head">
        <h2 className="strong ellipsis" title={title}>
          {title}
        </h2>
        {detail !== undefined && <span className="text-3 text-xs ellipsis">{detail}</span>}
        <span className="grow" />
        {legend}
        <Menu
          label={`${title}: chart`}
          trigger={<IconButton icon="more" label={`Chart menu of ${title}`} />}
          items={[
            {
              label: 'Show as a table',
              ...(isTable ? { icon: 'check' as const } : {}),
              onSelect: () => setTable(!isTable),
            },
            {
              label: 'Copy the data',
              icon: 'copy',
              onSelect: () => void navigator.clipboard.writeText(toTsv(table)),
            },
            {
              label: 'Save as SVG',
              icon: 'image',
              disabled: !canSave,
              onSelect: () => saveFile(new Blob([file().text], { type: 'image/svg+xml' }), fileName('svg')),
            },
            { label: 'Save as PNG', icon: 'image', disabled: !canSave, onSelect: savePng },
          ]}
        />
      </header>
      {isTable ? (
        <PictureTable title={title} table={table} limit={SHOWN_LIMIT} />
      ) : emptyText !== null ? (
        <p className="picture-chart-empty">{emptyText}</p>
      ) : (
        <div ref={setHost} className="picture-chart-plot">
          {size !== null && (
            <svg ref={drawing} width={size.width} height={size.height} role={role} aria-label={`${title}. ${summary}`}>
              {draw(size)}
            </svg>
          )}
        </div>
      )}
      {!isTable && emptyText === null && (
        <div className="visually-hidden">
          <PictureTable title={title} table={table} limit={HIDDEN_LIMIT} />
        </div>
      )}
    </section>
  );
}

/** A sheet reads U+2212 as text: numbers get an ASCII minus. */
const toTsv = ({ columns, rows }: DataTableText): string =>
  [columns.map(({ title }) => title), ...rows].map((cells) => cells.join('\t').replaceAll('−', '-')).join('\n');

function PictureTable({
  title,
  table: { columns, rows },
  limit,
}: {
  readonly title: string;
  readonly table: DataTableText;
  readonly limit: number;
}) {
  const isOnScreen = limit > HIDDEN_LIMIT;
  const shown = rows.slice(0, limit);
  return (
    // A part that scrolls takes the focus, so that keys can scroll it; the hidden one does not scroll.
    <div
      className="picture-chart-table"
      {...(isOnScreen ? { tabIndex: 0, role: 'region', 'aria-label': `${title}: table` } : {})}
    >
      <table>
        <caption>
          {title}
          {rows.length > limit && `, the first ${limit} of ${rows.length} rows`}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((cells, row) => (
            <tr key={row}>
              {cells.map((text, index) => (
                <td key={columns[index]!.title} className={columns[index]!.align}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
