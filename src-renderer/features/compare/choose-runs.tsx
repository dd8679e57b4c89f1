import { useState } from 'react';
import type { RunSummary } from '#contract/runs';
import { formatAmount } from '../../lib/format';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Popover } from '../../ui/popover';
import { TextField } from '../../ui/text-field';
import { runChoices, toggleGroup } from './run-choice';

/** Groups to tick, and a query beside them: both are compared. */
export function ChooseRuns({
  all,
  runs,
  query,
  onRunsChange,
  onQueryChange,
}: {
  readonly all: readonly RunSummary[];
  readonly runs: readonly string[];
  readonly query: string;
  readonly onRunsChange: (runs: readonly string[]) => void;
  readonly onQueryChange: (query: string) => void;
}) {
  const choices = runChoices(all);
  return (
    <div className="compare-choose">
      <Popover
        label="Choose runs"
        align="start"
        trigger={
          <Button icon="runs">
            {runs.length === 0 ? 'Choose runs' : `${formatAmount(runs.length, 'run')} chosen`}
          </Button>
        }
      >
        <div className="compare-chooser" role="group" aria-label="Groups of runs">
          {choices.length === 0 && <p className="text-2">No run here yet.</p>}
          {choices.map((choice) => (
            <Checkbox
              key={choice.key}
              checked={choice.runIds.some((runId) => runs.includes(runId))}
              onCheckedChange={() => onRunsChange(toggleGroup(runs, choice))}
            >
              <span className="ellipsis">
                {choice.name} <span className="text-3">{formatAmount(choice.seeds, 'seed')}</span>
              </span>
            </Checkbox>
          ))}
        </div>
      </Popover>
      {runs.length > 0 && (
        <Button variant="ghost" onClick={() => onRunsChange([])}>
          Clear
        </Button>
      )}
      <QueryInput key={query} query={query} onQueryChange={onQueryChange} />
    </div>
  );
}

/** Asked on Enter and when the field is left. */
function QueryInput({
  query,
  onQueryChange,
}: {
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
}) {
  const [text, setText] = useState(query);
  const ask = () => {
    if (text.trim() !== query) onQueryChange(text.trim());
  };
  return (
    <form
      className="grow"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <TextField
        label="Query of the compared runs"
        hideLabel
        mono
        icon="filter"
        placeholder="and every run where, for example: family = deep-set-ranker and status = done"
        value={text}
        onValueChange={setText}
        onBlur={ask}
      />
    </form>
  );
}
