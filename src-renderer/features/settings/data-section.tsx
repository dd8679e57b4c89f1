import { Fragment, useState } from 'react';
import type { Source } from '#contract/settings';
import { formatAmount, formatBytes, formatCount, formatWhen, NOT_AVAILABLE } from '../../lib/format';
import { useJobProgress } from '../../lib/job-progress';
import { notifyError } from '../../lib/notices';
import { invalidate, useAction, useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, ErrorCardOf } from '../../ui/error-card';
import { Icon } from '../../ui/icon';
import { Facts } from '../../ui/pane';
import { ProgressBar } from '../../ui/progress-bar';
import { Skeleton } from '../../ui/skeleton';
import { AddSourceDialog } from './add-source-dialog';
import { SettingsPart } from './settings-part';

const ORIGINS: Readonly<Record<Source['origin'], string>> = {
  workspace: 'this workspace',
  environment: 'ASSAY_DATA',
  sample: 'ships with Assay',
  'built-in': 'part of Assay',
};

/** Data sources: where they are, their fingerprint, what a check found, whom to credit. */
export function DataSection() {
  const sources = useRequest('sources:list', {});
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <Button size="small" icon="plus" onClick={() => setIsAdding(true)}>
      Add a source
    </Button>
  );
  return (
    <SettingsPart id="data" title="Data sources" detail="files stay where they are" actions={add}>
      {sources.error !== null && (
        <div className="settings-inset">
          <ErrorCardOf error={sources.error} />
        </div>
      )}
      {sources.data?.sources.length === 0 ? (
        <EmptyState
          icon="database"
          title="No data in this workspace"
          action={<Button onClick={() => setIsAdding(true)}>Add a source</Button>}
        >
          A source is a folder or a file that stays where it is. Assay fingerprints it, so that a run can say what it
          was trained on.
        </EmptyState>
      ) : (
        sources.data !== undefined && <SourceTable sources={sources.data.sources} />
      )}
      {sources.data === undefined && sources.error === null && <Skeleton rows={3} label="Reading the sources" />}
      <AddSourceDialog open={isAdding} onOpenChange={setIsAdding} />
    </SettingsPart>
  );
}

function SourceTable({ sources }: { readonly sources: readonly Source[] }) {
  const [openName, setOpenName] = useState<string | null>(sources[0]?.name ?? null);
  return (
    <table className="settings-table">
      <colgroup>
        <col />
        <col style={{ width: 88 }} />
        <col style={{ width: 84 }} />
        <col style={{ width: 116 }} />
        <col style={{ width: 104 }} />
        <col style={{ width: 112 }} />
      </colgroup>
      <thead>
        <tr>
          <th>Source</th>
          <th className="right">Rows</th>
          <th className="right">Size</th>
          <th>Fingerprint</th>
          <th>Checked</th>
          <th>
            <span className="visually-hidden">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceRows
            key={source.name}
            source={source}
            isOpen={openName === source.name}
            onToggle={() => setOpenName(openName === source.name ? null : source.name)}
          />
        ))}
      </tbody>
    </table>
  );
}

function SourceRows({
  source,
  isOpen,
  onToggle,
}: {
  readonly source: Source;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const check = useAction('sources:check', { onSuccess: () => invalidate('sources:list') });
  const progress = useJobProgress(check.isPending ? `check ${source.name}` : null);
  return (
    <Fragment>
      <tr>
        <td>
          <button type="button" className="source-toggle" aria-expanded={isOpen} onClick={onToggle}>
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
            <span className="mono ellipsis">{source.name}</span>
            {source.warnings.length > 0 && (
              <Icon
                name="warning"
                size={14}
                className="tone-warn"
                label={formatAmount(source.warnings.length, 'warning')}
              />
            )}
          </button>
        </td>
        <td className="number right">{formatCount(source.checkedAt === null ? null : source.rows)}</td>
        <td className="number right">{formatBytes(source.checkedAt === null ? null : source.bytes)}</td>
        <td className="mono text-2 ellipsis" title={source.fingerprint}>
          {source.checkedAt === null ? NOT_AVAILABLE : source.fingerprint.slice(0, 12)}
        </td>
        <td className="text-2">{source.checkedAt === null ? 'not yet' : formatWhen(source.checkedAt)}</td>
        <td className="right">
          <Button
            size="small"
            icon="repeat"
            busy={check.isPending}
            aria-label={`Check ${source.name}`}
            onClick={() => check.mutate({ name: source.name }, { onError: notifyError })}
          >
            Check
          </Button>
        </td>
      </tr>
      {check.isPending && (
        <tr>
          <td colSpan={6} className="settings-cell-wrap">
            <span className="text-2">{progress?.message ?? 'Reading every row'}</span>
            <ProgressBar label={`Check of ${source.name}`} fraction={progress?.fraction ?? null} />
          </td>
        </tr>
      )}
      {isOpen && (
        <tr>
          <td colSpan={6} className="source-detail">
            <SourceDetail source={source} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function SourceDetail({ source }: { readonly source: Source }) {
  return (
    <div className="column">
      {source.warnings.map((warning) => (
        <ErrorCard key={warning} tone="warn" title={warning} />
      ))}
      <Facts
        facts={[
          { label: 'Kind', value: <span className="mono">{source.kind}</span> },
          { label: 'Place', value: <span className="mono">{source.path}</span> },
          { label: 'Found by', value: ORIGINS[source.origin] },
          ...source.facts,
        ]}
      />
      {source.credits.length > 0 && (
        <div className="text-sm">
          <p className="text-3">Credits</p>
          {source.credits.map((credit) => (
            <p key={credit} className="text-2">
              {credit}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
