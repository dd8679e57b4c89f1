import './skeleton.css';

/** Grey bars in the place of rows. They appear after 200 ms, so that a quick answer does not flash. */
export function Skeleton({ rows = 6, label = 'Loading' }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} style={{ width: `${[62, 78, 44, 70, 52, 36][index % 6] ?? 60}%` }} />
      ))}
    </div>
  );
}
