import type { DoctorCheck } from '#contract/settings';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { ErrorCardOf } from '../../ui/error-card';
import { Icon, type IconName } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { SettingsPart } from './settings-part';

const STATES: Readonly<
  Record<DoctorCheck['state'], { readonly icon: IconName; readonly word: string; readonly tone: string }>
> = {
  ok: { icon: 'status-done', word: 'Ready', tone: 'tone-ok' },
  info: { icon: 'info', word: 'Note', tone: 'tone-idle' },
  warning: { icon: 'warning', word: 'Look at it', tone: 'tone-warn' },
  error: { icon: 'status-failed', word: 'Missing', tone: 'tone-bad' },
};

/** What `assay doctor` finds: executors, libraries, disk, sources. */
export function EngineSection() {
  const doctor = useRequest('app:doctor', {});
  return (
    <SettingsPart
      id="engine"
      title="Engine and checks"
      detail="what Assay found on this machine"
      actions={
        <Button size="small" icon="repeat" busy={doctor.isFetching} onClick={() => void doctor.refetch()}>
          Check again
        </Button>
      }
    >
      {doctor.error !== null && (
        <div className="settings-inset">
          <ErrorCardOf error={doctor.error} />
        </div>
      )}
      <table className="settings-table">
        <colgroup>
          <col style={{ width: '26%' }} />
          <col style={{ width: 112 }} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th>Check</th>
            <th>State</th>
            <th>Found</th>
          </tr>
        </thead>
        <tbody>
          {doctor.data?.checks.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </tbody>
      </table>
      {doctor.data === undefined && doctor.error === null && <Skeleton rows={5} label="Checking the engines" />}
    </SettingsPart>
  );
}

function CheckRow({ check }: { readonly check: DoctorCheck }) {
  const { icon, word, tone } = STATES[check.state];
  return (
    <tr>
      <td className="settings-cell-top">{check.label}</td>
      <td className="settings-cell-top">
        <span className={`row ${tone}`}>
          <Icon name={icon} size={14} />
          {word}
        </span>
      </td>
      <td className="settings-cell-wrap">
        <span className="text-2">{check.value}</span>
        {check.nextStep !== '' && <span className="text-1">Next: {check.nextStep}</span>}
      </td>
    </tr>
  );
}
