import { useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
import { DifferenceTable } from '../../ui/difference-table';
import { Tabs } from '../../ui/tabs';
import { useChangedKeys } from './run-inspector';

/** The configuration with every default written out, and what differs from the defaults. */
export function ConfigurationView({ detail }: { readonly detail: RunDetail }) {
  const [tab, setTab] = useState<'changed' | 'resolved'>('changed');
  const differences = useChangedKeys(detail);
  return (
    <Tabs
      label="Configuration"
      value={tab}
      onValueChange={setTab}
      tabs={[
        {
          value: 'changed',
          label: 'Difference to default',
          count: `${differences.length} ${differences.length === 1 ? 'key' : 'keys'}`,
          content: <DifferenceTable differences={differences} owner="This run" className="run-table" />,
        },
        {
          value: 'resolved',
          label: 'Resolved file',
          content: (
            <pre className="run-yaml mono selectable" tabIndex={0} aria-label="Resolved configuration">
              {detail.configYaml}
            </pre>
          ),
        },
      ]}
    />
  );
}
