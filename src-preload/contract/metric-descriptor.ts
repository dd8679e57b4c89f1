/** How a metric is read, shown and compared. */
export interface MetricDescriptor {
  readonly id: string;
  /** Words for a column header. */
  readonly label: string;
  /** Unit for the header; empty for pure numbers. */
  readonly unit: string;
  readonly direction: 'maximize' | 'minimize' | 'none';
  /** Digits after the point on screens; files keep full precision. */
  readonly digits: number;
  /** One sentence: the formula in words, or what it counts. */
  readonly description: string;
}

/** @returns the descriptor of a pure number, or of one with a unit */
export const metric = (
  id: string,
  label: string,
  direction: MetricDescriptor['direction'],
  digits: number,
  description: string,
  unit = '',
): MetricDescriptor => ({ id, label, unit, direction, digits, description });
