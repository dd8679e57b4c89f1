/** A key whose value differs from its default; values as JSON text. */
export interface KeyDifference {
  readonly path: string;
  readonly base: string;
  readonly value: string;
}

export interface DifferenceTableProps {
  readonly differences: readonly KeyDifference[];
  /** What the values belong to: `This file`, `This run`. */
  readonly owner: string;
  readonly className: string;
}

/** Keys that differ from their defaults: key, default, value. */
export function DifferenceTable({ differences, owner, className }: DifferenceTableProps) {
  return (
    <table className={className}>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Default</th>
          <th scope="col">{owner}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, base, value }) => (
          <tr key={path}>
            <td className="mono">{path}</td>
            <td className="mono text-3">{base}</td>
            <td className="mono">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
