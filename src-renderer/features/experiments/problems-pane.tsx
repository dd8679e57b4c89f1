import { useState } from 'react';
import type { ConfigCheck, ConfigProblem } from '#contract/configs';
import { Button } from '../../ui/button';
import { DifferenceTable } from '../../ui/difference-table';
import { Icon } from '../../ui/icon';
import { Tabs } from '../../ui/tabs';
import { withoutPlace } from './editor/problem-marks';

export interface ProblemsPaneProps {
  readonly check: ConfigCheck | undefined;
  readonly onShow: (problem: ConfigProblem) => void;
  readonly onFix: (problem: ConfigProblem) => void;
}

type Tab = 'problems' | 'difference' | 'resolved';

/** Under the editor: what is wrong and its fix, what differs from the defaults, and the file as it will run. */
export function ProblemsPane({ check, onShow, onFix }: ProblemsPaneProps) {
  const [tab, setTab] = useState<Tab>('problems');
  const problems = check?.problems ?? [];
  const differences = check?.resolved?.differences ?? [];
  const broken = 'It appears when the problems are fixed.';
  return (
    <section className="problems-pane" aria-label="Problems and resolved file">
      <Tabs<Tab>
        label="Problems and resolved file"
        value={tab}
        onValueChange={setTab}
        tabs={[
          {
            value: 'problems',
            label: 'Problems',
            count: String(problems.length),
            content:
              problems.length === 0 ? (
                <p className="problems-none">
                  <Icon name="status-done" size={14} className="tone-ok" />
                  {check === undefined ? 'The text is being checked.' : 'No problem was found.'}
                </p>
              ) : (
                <ul>
                  {problems.map((problem) => (
                    <ProblemRow
                      key={`${problem.code} ${problem.line} ${problem.column} ${problem.message}`}
                      problem={problem}
                      onShow={() => onShow(problem)}
                      onFix={() => onFix(problem)}
                    />
                  ))}
                </ul>
              ),
          },
          {
            value: 'difference',
            label: 'Difference to default',
            count: `${differences.length} ${differences.length === 1 ? 'key' : 'keys'}`,
            content: check?.resolved ? (
              <Differences differences={differences} />
            ) : (
              <p className="problems-none">{broken}</p>
            ),
          },
          {
            value: 'resolved',
            label: 'Resolved file',
            content: check?.resolved ? (
              <pre className="resolved-file mono selectable" tabIndex={0} aria-label="Resolved file">
                {check.resolved.yaml}
              </pre>
            ) : (
              <p className="problems-none">{broken}</p>
            ),
          },
        ]}
      />
    </section>
  );
}

function ProblemRow({
  problem,
  onShow,
  onFix,
}: {
  readonly problem: ConfigProblem;
  readonly onShow: () => void;
  readonly onFix: () => void;
}) {
  const isError = problem.severity === 'error';
  return (
    <li className="problem-row">
      <Icon
        name={isError ? 'status-failed' : 'warning'}
        label={isError ? 'Error' : 'Warning'}
        className={isError ? 'tone-bad' : 'tone-warn'}
      />
      <div className="grow">
        <p className="medium">{withoutPlace(problem.message)}</p>
        <p className="text-2">
          {problem.nextStep}{' '}
          <button type="button" className="problem-place" onClick={onShow}>
            line {problem.line}
          </button>{' '}
          <span className="mono text-3 text-xs">{problem.code}</span>
        </p>
      </div>
      {problem.fix !== null && (
        <Button size="small" onClick={onFix}>
          {problem.fix.label}
        </Button>
      )}
      <Button size="small" variant="ghost" onClick={onShow}>
        Show line
      </Button>
    </li>
  );
}

function Differences({ differences }: { readonly differences: NonNullable<ConfigCheck['resolved']>['differences'] }) {
  if (differences.length === 0) return <p className="problems-none">Every key has its default.</p>;
  return <DifferenceTable differences={differences} owner="This file" className="differences" />;
}
