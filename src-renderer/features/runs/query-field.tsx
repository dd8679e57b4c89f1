import { useState } from 'react';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import { TextField } from '../../ui/text-field';
import { queryFault } from './query-error';

/** The query of the table; it is asked on Enter and when the field is left. */
export function QueryField({
  query,
  onQueryChange,
  error,
  elapsedMs,
}: {
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  readonly error: Error | null;
  readonly elapsedMs: number | null;
}) {
  const [text, setText] = useState(query);
  const [asked, setAsked] = useState(query);
  // A query that comes from outside (a link, the palette) replaces what stands in the field.
  if (asked !== query) {
    setAsked(query);
    setText(query);
  }
  const ask = (next: string) => {
    setText(next);
    setAsked(next);
    onQueryChange(next.trim());
  };
  const fault = error === null ? null : queryFault(query, error);
  return (
    <div className="query">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          ask(text);
        }}
      >
        <TextField
          className="grow"
          label="Query"
          hideLabel
          mono
          icon="filter"
          placeholder="family = deep-set-ranker and validation.conference_spearman > 0.8 order by -created"
          value={text}
          onValueChange={setText}
          onBlur={() => {
            if (text.trim() !== query) ask(text);
          }}
          aria-invalid={error !== null || undefined}
        />
        <span className="text-3 text-xs query-time">
          {elapsedMs === null ? '' : `answered in ${Math.max(1, Math.round(elapsedMs))} ms`}
        </span>
        {query !== '' && (
          <Button size="small" variant="ghost" onClick={() => ask('')}>
            Clear
          </Button>
        )}
      </form>
      {error !== null && (
        <ErrorCard
          title={error.message}
          cause={
            fault === null ? undefined : (
              <code className="mono">
                {fault.before}
                <mark className="query-mark">{fault.marked}</mark>
                {fault.after}
              </code>
            )
          }
          nextStep={'nextStep' in error && typeof error.nextStep === 'string' ? error.nextStep : ''}
          code={'code' in error && typeof error.code === 'string' ? error.code : ''}
          {...(fault === null || fault.replacement === null
            ? {}
            : {
                actions: (
                  <Button size="small" onClick={() => ask(fault.replacement!.query)}>
                    {fault.replacement.label}
                  </Button>
                ),
              })}
        />
      )}
    </div>
  );
}
