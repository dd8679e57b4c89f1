import type { ReactNode } from 'react';

export interface ViewHeadProps {
  readonly title: string;
  /** What is shown, in grey beside the title; cut off where there is no room, and whole on hover. */
  readonly detail?: string;
  /** Choices, at the right. */
  readonly children?: ReactNode;
}

/** Head of a view: what it is, of what, and its choices. */
export function ViewHead({ title, detail, children }: ViewHeadProps) {
  return (
    <header className="inspect-head">
      <h2 className="strong">{title}</h2>
      {detail !== undefined && (
        <span className="text-3 text-xs ellipsis" title={detail}>
          {detail}
        </span>
      )}
      <span className="grow" />
      {children}
    </header>
  );
}
