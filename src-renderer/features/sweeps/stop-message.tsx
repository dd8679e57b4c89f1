import type { StoppedBy, StudyDetail } from '#contract/sweeps';
import { ErrorCard, type ErrorCardProps } from '../../ui/error-card';

const TONES = {
  poor: 'warn',
  masked: 'warn',
  diagnostic: 'warn',
  trials: null,
  hours: 'idle',
  person: 'idle',
  fault: 'bad',
} as const satisfies Readonly<Record<StoppedBy['kind'], ErrorCardProps['tone'] | null>>;

const NEXT = {
  poor: 'look at the diagnostics of its runs; what is saved stays. Resume goes on and counts anew.',
  masked: 'look at the attention fallback of its runs; what is saved stays. Resume goes on and counts anew.',
  diagnostic: 'open a run that reports it; what is saved stays. Resume goes on and counts anew.',
  trials: '',
  hours: 'raise limits.hours in the sweep file for a new sweep, or resume.',
  person: 'resume goes on with the same trials.',
  fault: 'resume goes on from what is stored.',
} as const satisfies Readonly<Record<StoppedBy['kind'], string>>;

/** Why a study ended before its limits, or that its process went away. */
export function StopMessage({ detail: { summary } }: { readonly detail: StudyDetail }) {
  const { status, stoppedBy } = summary;
  if (status === 'running') return null;
  if (status === 'interrupted') {
    return (
      <div className="sweep-message">
        <ErrorCard
          tone="warn"
          title="The process of this sweep ended in the middle."
          nextStep="resume goes on with the same trials; none is lost or run twice."
        />
      </div>
    );
  }
  const tone = stoppedBy === null ? null : TONES[stoppedBy.kind];
  if (stoppedBy === null || tone === null) return null;
  return (
    <div className="sweep-message">
      <ErrorCard tone={tone} icon="status-stopped-early" title={stoppedBy.message} nextStep={NEXT[stoppedBy.kind]} />
    </div>
  );
}
