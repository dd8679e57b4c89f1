import { useMemo } from 'react';
import type { AgentThought } from '#contract/territory-play';
import { formatDifference, formatNumber } from '../../../../lib/format';
import { Facts, Section } from '../../../../ui/pane';
import { decisionFigures } from '../decision-figures';
import { DecisionPanel } from '../decision-panel';

/** What the agent thought before its newest action. */
export function AgentPanel({
  thought,
  decision,
}: {
  readonly thought: AgentThought | null;
  readonly decision: number;
}) {
  const figures = useMemo(
    () => thought && decisionFigures(thought.probabilities, thought.allowed, thought.action),
    [thought],
  );
  if (thought === null || figures === null)
    return (
      <Section title="Agent">
        <p className="text-sm text-2">
          {decision === 0 ? 'It decides when you do.' : 'It is eliminated: nothing was decided.'}
        </p>
      </Section>
    );
  return (
    <>
      <DecisionPanel
        figures={figures}
        taken={thought.action}
        title={`Agent, decision ${decision}`}
        detail="probabilities"
      />
      <Section title="Its judgement">
        <Facts
          facts={[
            { label: 'Value', value: <span className="number">{formatDifference(thought.value, 2)}</span> },
            {
              label: `Entropy ÷ ln ${thought.allowed.length}`,
              value: <span className="number">{formatNumber(figures.entropy, 2)}</span>,
            },
          ]}
        />
      </Section>
    </>
  );
}
