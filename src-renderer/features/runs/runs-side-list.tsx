import type { RunSummary } from '#contract/runs';
import { formatCount } from '../../lib/format';
import { SideList } from '../../lib/slots';
import { ListItem, ListTitle } from '../../ui/list-item';
import { SideHead } from '../../ui/pane';
import { STATUS_LOOKS } from '../../ui/status-badge';
import { countBy, NO_FILTER, type RunFilter } from './run-filter';

/** Narrows the table: all, one family, one status, the trash. */
export function RunsSideList({
  runs,
  filter,
  onFilterChange,
}: {
  readonly runs: readonly RunSummary[];
  readonly filter: RunFilter;
  readonly onFilterChange: (filter: RunFilter) => void;
}) {
  const kept = runs.filter(({ trashedAt }) => trashedAt === null);
  const isAll = filter.family === null && filter.status === null && !filter.isTrash;
  return (
    <SideList>
      <SideHead title="Runs" />
      <ListItem
        icon="runs"
        selected={isAll}
        trailing={formatCount(kept.length)}
        onSelect={() => onFilterChange(NO_FILTER)}
      >
        All runs
      </ListItem>
      <ListTitle>Family</ListTitle>
      {countBy(runs, ({ family }) => family).map(([family, count]) => (
        <ListItem
          key={family}
          icon="rank"
          selected={filter.family === family}
          trailing={formatCount(count)}
          onSelect={() =>
            onFilterChange({ ...filter, isTrash: false, family: filter.family === family ? null : family })
          }
        >
          <span className="mono">{family}</span>
        </ListItem>
      ))}
      <ListTitle>Status</ListTitle>
      {countBy(runs, ({ status }) => status).map(([status, count]) => (
        <ListItem
          key={status}
          icon={STATUS_LOOKS[status].icon}
          iconTone={STATUS_LOOKS[status].tone}
          selected={filter.status === status}
          trailing={formatCount(count)}
          onSelect={() =>
            onFilterChange({ ...filter, isTrash: false, status: filter.status === status ? null : status })
          }
        >
          {STATUS_LOOKS[status].word}
        </ListItem>
      ))}
      <ListTitle>Trash</ListTitle>
      <ListItem
        icon="trash"
        selected={filter.isTrash}
        trailing={formatCount(runs.length - kept.length)}
        onSelect={() => onFilterChange({ ...NO_FILTER, isTrash: !filter.isTrash })}
      >
        Runs in the trash
      </ListItem>
    </SideList>
  );
}
