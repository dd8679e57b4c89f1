import { useState } from 'react';
import { untrainedKey, type ComparisonRequest, type ComparisonTable, type SecondOpinion } from '#contract/compare';
import { PREDICTION_DESCRIPTORS } from '#contract/predictions';
import { Section } from '../../ui/pane';
import { Select } from '../../ui/select';
import { Opinion } from './opinion';

export interface UntrainedPanelProps {
  readonly table: ComparisonTable;
  readonly request: ComparisonRequest;
  readonly opinions: readonly SecondOpinion[];
  readonly onOpinion: (opinion: SecondOpinion) => void;
}

/** Whether a group beats a baseline that needs no training, where the runs have stored what that baseline predicts. */
export function UntrainedPanel({ table, request, opinions, onOpinion }: UntrainedPanelProps) {
  const groups = table.groups.filter(({ n }) => n > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const group = groups.find(({ key }) => key === chosen) ?? groups[0];
  const baseline = group && PREDICTION_DESCRIPTORS[group.family]?.untrained[0];
  if (group === undefined || baseline === undefined) return null;
  const b = untrainedKey(baseline);
  return (
    <Section className="compare-panel" title={`Against ${baseline}, untrained`} detail={group.label}>
      {groups.length > 1 && (
        <Select
          label="Group"
          value={group.key}
          options={groups.map(({ key, label }) => ({ value: key, label }))}
          onValueChange={setChosen}
        />
      )}
      <Opinion
        key={group.key}
        table={table}
        request={request}
        a={group.key}
        b={b}
        opinion={opinions.find((opinion) => opinion.a === group.key && opinion.b === b) ?? null}
        onOpinion={onOpinion}
      />
    </Section>
  );
}
