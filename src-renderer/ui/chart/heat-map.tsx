import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { rampColour } from './ramp';
import './heat-map.css';

export interface HeatCell {
  /** null: padding or masked, drawn hatched. */
  readonly value: number | null;
  /** What the cell says on hover and focus: `Jalen Brunson, slot 1: 0.119`. */
  readonly text: string;
}

export interface HeatRow {
  readonly id: string;
  readonly label: string;
  readonly cells: readonly HeatCell[];
  /** Columns before and after the cells. */
  readonly leading?: readonly ReactNode[];
  readonly trailing?: readonly ReactNode[];
  readonly selected?: boolean;
}

export interface HeatMapProps {
  /** Spoken name. */
  readonly label: string;
  readonly rows: readonly HeatRow[];
  readonly cellTitle: ReactNode;
  readonly leadingTitles?: readonly string[];
  readonly trailingTitles?: readonly string[];
  /** Values at the two ends of the ramp. */
  readonly domain: readonly [number, number];
  readonly format: (value: number) => string;
  readonly onSelectRow?: (id: string) => void;
}

/** Rows of coloured cells with their scale. Arrows move between the cells, whose words stand under the map. */
export function HeatMap({
  label,
  rows,
  cellTitle,
  leadingTitles = [],
  trailingTitles = [],
  domain,
  format,
  onSelectRow,
}: HeatMapProps) {
  const [active, setActive] = useState<{ readonly row: number; readonly column: number }>({ row: 0, column: 0 });
  const [hovered, setHovered] = useState<string | null>(null);
  const columnCount = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const shareOf = (value: number) => (value - domain[0]) / (domain[1] - domain[0] || 1);

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const row = rows[active.row];
      if (row !== undefined) onSelectRow?.(row.id);
    }
    if (step === undefined) return;
    event.preventDefault();
    const next = {
      row: clamp(active.row + step[0]!, rows.length - 1),
      column: clamp(active.column + step[1]!, columnCount - 1),
    };
    setActive(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
  };

  return (
    <div className="heat-map">
      <table role="grid" aria-label={label} onKeyDown={move}>
        <thead>
          <tr>
            {leadingTitles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" colSpan={columnCount} className="heat-map-title">
              <span className="row">
                <span className="grow ellipsis">{cellTitle}</span>
                <HeatScale domain={domain} format={format} />
              </span>
            </th>
            {trailingTitles.map((title) => (
              <th key={title} scope="col" className="right">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row.id} aria-selected={row.selected ?? false} onClick={() => onSelectRow?.(row.id)}>
              {(row.leading ?? [row.label]).map((content, index) => (
                <td key={leadingTitles[index] ?? index}>{content}</td>
              ))}
              {Array.from({ length: columnCount }, (_, columnIndex) => {
                const cell = row.cells[columnIndex];
                const text = cell?.text ?? `${row.label}, slot ${columnIndex + 1}: padding`;
                const isHatched = cell === undefined || cell.value === null;
                return (
                  <td
                    key={columnIndex}
                    className={isHatched ? 'heat-cell heat-cell-hatched' : 'heat-cell'}
                    style={isHatched ? undefined : { background: rampColour(shareOf(cell.value)) }}
                    data-cell={`${rowIndex}:${columnIndex}`}
                    tabIndex={active.row === rowIndex && active.column === columnIndex ? 0 : -1}
                    aria-label={text}
                    onMouseEnter={() => setHovered(text)}
                    onMouseLeave={() => setHovered(null)}
                    onFocus={() => {
                      setActive({ row: rowIndex, column: columnIndex });
                      setHovered(text);
                    }}
                    onBlur={() => setHovered(null)}
                  />
                );
              })}
              {(row.trailing ?? []).map((content, index) => (
                <td key={`after-${index}`} className="right number">
                  {content}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="heat-map-reading" aria-hidden="true">
        {hovered ?? 'Point at a cell, or use the arrows, to read it.'}
      </p>
    </div>
  );
}

/** The nine steps with the values at both ends. */
export function HeatScale({
  domain,
  format,
}: {
  readonly domain: readonly [number, number];
  readonly format: (value: number) => string;
}) {
  return (
    <span className="heat-scale">
      {format(domain[0])}
      <span className="heat-scale-steps" aria-hidden="true">
        {Array.from({ length: 9 }, (_, step) => (
          <span key={step} style={{ background: `var(--ramp-${step})` }} />
        ))}
      </span>
      {format(domain[1])}
    </span>
  );
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(last, value));
