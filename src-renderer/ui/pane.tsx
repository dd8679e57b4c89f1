import type { ReactNode } from 'react';
import { classNames } from './class-names';
import './pane.css';

export interface PaneProps {
  /** Spoken name of the region. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A column that fills its place: a header, then a body that scrolls. */
export function Pane({ label, className, children }: PaneProps) {
  return (
    <section className={classNames('pane', className)} aria-label={label}>
      {children}
    </section>
  );
}

/** Toolbar of a pane, 44 px: title, a short fact in grey, actions at the right. */
export function PaneHeader({
  title,
  detail,
  children,
}: {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <header className="pane-header">
      <h1 className="pane-title ellipsis" title={typeof title === 'string' ? title : undefined}>
        {title}
      </h1>
      {detail !== undefined && <span className="pane-detail ellipsis">{detail}</span>}
      <span className="grow" />
      {children}
    </header>
  );
}

/** The part of a pane that scrolls. */
export function PaneBody({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <div className={classNames('pane-body', className)}>{children}</div>;
}

export interface SideHeadProps {
  readonly title: ReactNode;
  /** What is selected, in grey. */
  readonly detail?: ReactNode;
  /** Icon buttons at the right. */
  readonly children?: ReactNode;
}

/** Head of the side list or of the inspector, 44 px. */
export function SideHead({ title, detail, children }: SideHeadProps) {
  return (
    <header className="side-head">
      <h2 className="strong ellipsis" title={typeof title === 'string' ? title : undefined}>
        {title}
      </h2>
      <span className="grow ellipsis text-3 text-sm">{detail}</span>
      {children}
    </header>
  );
}

export interface SectionProps {
  readonly title: ReactNode;
  /** A short fact in grey beside the title. */
  readonly detail?: ReactNode;
  /** At the right of the title. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A titled part of a pane or of the inspector, separated by a line. */
export function Section({ title, detail, actions, className, children }: SectionProps) {
  return (
    <section className={classNames('section', className)}>
      <div className="section-head">
        <h2>{title}</h2>
        {detail !== undefined && <span className="section-detail ellipsis">{detail}</span>}
        <span className="grow" />
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Label and value pairs: label in grey at the left, value at the right. */
export function Facts({ facts }: { readonly facts: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
