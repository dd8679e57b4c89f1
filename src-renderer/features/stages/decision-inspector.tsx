import { useState } from 'react';
import { metricDescriptor } from '#contract/metrics';
import type { CarriedSetting, LadderDecisionState, LadderStageState, RuleNumber } from '#contract/stages';
import { formatDifference, formatNumber, formatWhen } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { closeInspector } from '../../lib/open-inspector';
import { invalidate, useAction } from '../../lib/query';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { ErrorCard, ErrorCardOf } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { Section, SideHead } from '../../ui/pane';
import { Select } from '../../ui/select';
import { decisionLook, proposalWords } from './board-words';
import { EvidenceList } from './evidence-chips';
import { NoteForm } from './note-form';

/** Stands for "the base goes on unchanged" in the list of choices. */
const BASE = '';

/** A decision: its rules, the numbers they saw, the verdict, who decided why, and the file that came of it. */
export function DecisionInspector({
  path,
  stage,
  decision,
  metric,
}: {
  readonly path: string;
  readonly stage: LadderStageState;
  readonly decision: LadderDecisionState;
  readonly metric: string;
}) {
  const refresh = { onSuccess: () => invalidate('stages:state', 'stages:matrix', 'configs:list') };
  const accept = useAction('stages:accept-rule', refresh);
  const decide = useAction('stages:decide', refresh);
  const { proposal, taken } = decision;
  const look = decisionLook(decision);
  const evidence = (taken ?? proposal)?.evidence ?? [];
  const error = accept.error ?? decide.error;
  return (
    <Inspector>
      <SideHead title={`Decision of ${stage.name}`}>
        <IconButton icon="close" label="Close the inspector" onClick={() => void closeInspector()} />
      </SideHead>
      <Section title="Rule" detail={decision.question}>
        {proposal === null ? (
          <p className="text-2 text-sm">{decision.because}</p>
        ) : (
          <ul className="rule-list">
            {proposal.rules.map((rule) => (
              <li key={rule.when}>
                <Icon
                  name={rule.holds ? 'check' : 'close'}
                  size={12}
                  label={rule.holds ? 'holds' : 'does not hold'}
                  className={rule.holds ? 'tone-ok' : 'text-3'}
                />
                <span>
                  <code className="mono">{rule.when}</code>
                  <span className="text-3 text-xs"> {rule.because}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {proposal !== null && proposal.numbers.length > 0 && (
        <Section title="What the rule sees now">
          <NumbersTable numbers={proposal.numbers} metric={metric} />
        </Section>
      )}
      {proposal !== null && (
        <Section title="Verdict">
          <ErrorCard
            tone={proposal.by === 'rule' ? 'ok' : 'warn'}
            title={proposalWords(proposal)}
            cause={proposal.because}
            {...(proposal.by === 'rule' && (decision.state === 'open' || decision.state === 'superseded')
              ? {
                  actions: (
                    <Button
                      size="small"
                      icon="check"
                      busy={accept.isPending}
                      onClick={() => accept.mutate({ path, stage: stage.id })}
                    >
                      Take what the rule says
                    </Button>
                  ),
                }
              : {})}
          />
        </Section>
      )}
      {taken !== null && (
        <Section title={taken.by === 'person' ? 'Your note' : 'Taken'} detail={formatWhen(taken.decidedAt)}>
          {decision.state === 'superseded' && <ErrorCard tone="warn" title="Superseded." cause={decision.because} />}
          <p className="text-1 text-sm">
            {taken.choose ?? 'The base'} goes on, {look.words}. {taken.because}
          </p>
          {taken.note !== '' && <blockquote className="board-quote">{taken.note}</blockquote>}
          {taken.by === 'person' && taken.numbers.length > 0 && (
            <NumbersTable numbers={taken.numbers} metric={metric} />
          )}
        </Section>
      )}
      {taken !== null && (
        <Section title="Wrote">
          <button
            type="button"
            className="evidence-chip mono"
            title="Open in Experiments"
            onClick={() => goTo(PATHS.experiment(taken.wrote))}
          >
            <Icon name="file" size={12} />
            {taken.wrote}
          </button>
          <Settings settings={taken.settings} />
        </Section>
      )}
      {evidence.length > 0 && (
        <Section title="Evidence" detail={`${evidence.length} runs`}>
          <EvidenceList runIds={evidence} />
          <Button size="small" icon="compare" className="board-note" onClick={() => goTo(PATHS.compareRuns(evidence))}>
            Compare
          </Button>
        </Section>
      )}
      {decision.state !== 'waiting' && (
        <Section title={taken === null ? 'Decide by hand' : 'Change the decision'}>
          <DecideForm
            key={stage.id}
            decision={decision}
            isBusy={decide.isPending}
            onDecide={(choose, note) => decide.mutate({ path, stage: stage.id, choose, note })}
          />
        </Section>
      )}
      {error !== null && <ErrorCardOf error={error} />}
    </Inspector>
  );
}

function NumbersTable({ numbers, metric }: { readonly numbers: readonly RuleNumber[]; readonly metric: string }) {
  const { digits } = metricDescriptor(metric.slice(metric.indexOf('.') + 1));
  return (
    <table className="numbers-table">
      <thead>
        <tr>
          <th scope="col">Term</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="right">
            Value
          </th>
          <th scope="col" className="right">
            Needed
          </th>
        </tr>
      </thead>
      <tbody>
        {numbers.map((number) => (
          <tr key={number.term} title={number.text}>
            <th scope="row">
              <span className="row">
                <Icon
                  name={number.holds ? 'check' : 'close'}
                  size={12}
                  label={number.holds ? 'holds' : 'does not hold'}
                  className={number.holds ? 'tone-ok' : 'text-3'}
                />
                <span className="ellipsis">{number.term}</span>
              </span>
            </th>
            <td className="right number">{number.n}</td>
            <td className="right number">
              {number.interval === null ? formatNumber(number.value, digits) : formatDifference(number.value, digits)}
            </td>
            <td className="right number text-3">{formatNumber(number.needed, digits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Settings({ settings }: { readonly settings: readonly CarriedSetting[] }) {
  if (settings.length === 0) return null;
  return (
    <dl className="carried">
      {settings.map(({ path, value, from }) => (
        <div key={path}>
          <dt className="mono">
            {path}: {JSON.stringify(value)}
          </dt>
          <dd className="text-3 text-xs">{from}</dd>
        </div>
      ))}
    </dl>
  );
}

function DecideForm({
  decision: { choices, proposal },
  isBusy,
  onDecide,
}: {
  readonly decision: LadderDecisionState;
  readonly isBusy: boolean;
  readonly onDecide: (choose: string | null, note: string) => void;
}) {
  const [chosen, setChosen] = useState<string>(proposal?.choose ?? choices[0]?.id ?? BASE);
  return (
    <NoteForm
      label="Why. The note is kept with the decision, which then stands whatever the rules say later."
      action="Decide"
      isBusy={isBusy}
      onSubmit={(note) => onDecide(chosen === BASE ? null : chosen, note)}
    >
      <Select
        label="Goes on"
        value={chosen === BASE ? 'base' : `variant ${chosen}`}
        options={[
          ...choices.map(({ id, label }) => ({ value: `variant ${id}`, label })),
          { value: 'base', label: 'the base, unchanged' },
        ]}
        onValueChange={(value) => setChosen(value === 'base' ? BASE : value.slice('variant '.length))}
      />
    </NoteForm>
  );
}
