import type { ComparisonRequest } from '#contract/compare';
import { useRequest } from '../../lib/query';
import { EmptyState } from '../../ui/empty-state';
import { Fault } from '../../ui/error-card';
import { Skeleton } from '../../ui/skeleton';
import { configTree, settingText } from './config-tree';

/** Keys that are not the same in all groups, nested as in the file, each beside the baseline's. */
export function ConfigurationView({ request }: { readonly request: ComparisonRequest }) {
  const { data, error } = useRequest('compare:config-difference', request);
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={8} label="Reading the configurations" />;
  if (data.rows.length === 0) {
    return (
      <EmptyState icon="check" title="No key differs">
        {data.groups.length === 1
          ? 'There is only one group: choose another one to compare it with.'
          : 'All groups have the same configuration.'}
      </EmptyState>
    );
  }
  const shown = data.groups.map((group, index) => ({ ...group, index })).filter(({ key }) => key !== data.baseline);
  const baseline = data.groups.find(({ key }) => key === data.baseline)!;
  return (
    <div className="compare-scroll" role="region" aria-label="Configuration difference" tabIndex={0}>
      <table className="compare-table compare-configuration" aria-label="Configuration difference">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">
              {baseline.label} <span className="text-3">compared against</span>
            </th>
            {shown.map(({ key, label }) => (
              <th key={key} scope="col">
                <span className="ellipsis" title={label}>
                  {label}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {configTree(data.rows).map((entry) =>
            entry.kind === 'object' ? (
              <tr key={`object ${entry.path}`}>
                <th scope="row" colSpan={shown.length + 2} className="mono text-2">
                  <span style={{ paddingLeft: entry.depth * 16 }}>{entry.name}:</span>
                </th>
              </tr>
            ) : (
              <tr key={entry.path}>
                <th scope="row" className="mono">
                  <span style={{ paddingLeft: entry.depth * 16 }}>{entry.name}</span>
                </th>
                <td className="mono text-2">{settingText(entry.row.baseline)}</td>
                {shown.map(({ key, index }) => {
                  const { value, isDifferent } = entry.row.values[index]!;
                  return (
                    <td key={key} className={isDifferent ? 'mono compare-different' : 'mono text-3'}>
                      {isDifferent ? settingText(value) : 'the same'}
                    </td>
                  );
                })}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
