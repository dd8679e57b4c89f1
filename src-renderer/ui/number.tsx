import './number.css';

export interface NumberProps {
  /** Formatted, see lib/format. */
  readonly value: string;
  /** Best of its column: bold. */
  readonly best?: boolean;
  /** After the number, in grey: `± 0.0044`, `one seed`, `MB`. */
  readonly detail?: string;
}

/** A number in a column: monospaced, its spread or unit in grey; `n/a` is grey as a whole. */
export function NumberText({ value, best = false, detail }: NumberProps) {
  return (
    <span className="number">
      <span className={value === 'n/a' ? 'text-3' : best ? 'number-best' : undefined}>{value}</span>
      {detail !== undefined && <span className="text-3"> {detail}</span>}
    </span>
  );
}
