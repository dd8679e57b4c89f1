import { useState } from 'react';
import type { RunDetail } from '#contract/run-detail';
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
          content: (
            <table className="run-table">
              <thead>
                <tr>
                  <th scope="col">Key</th>
                  <th scope="col">Default</th>
                  <th scope="col">This run</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ path, base, value }) => (
                  <tr key={path}>
                    <td className="mono">{path}</td>
                    <td className="mono text-3">{base}</td>
                    <td className="mono">{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ),
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
