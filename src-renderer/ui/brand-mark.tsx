/** The mark of Assay: an A whose crossbar is a row of measurements. */
export function BrandMark({ size }: { readonly size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 15.5 9 2.5l6 13" />
      <path d="M5.6 10.5h6.8" strokeDasharray="1.5 2.2" />
      <circle cx="9" cy="15.2" r="1.1" fill="currentColor" stroke="none" />
    </svg>
  );
}
