import { goTo, PATHS } from '../../lib/navigation';
import { Icon } from '../../ui/icon';
import { evidenceText } from './board-words';

/** Runs that prove something: one opens itself, several open side by side. */
export function EvidenceChip({ runIds }: { readonly runIds: readonly string[] }) {
  if (runIds.length === 0) return null;
  const open = () => goTo(runIds.length === 1 ? PATHS.run(runIds[0]!) : PATHS.compareRuns(runIds));
  return (
    <button
      type="button"
      className="evidence-chip"
      title={runIds.length === 1 ? 'Open the run' : 'Compare these runs'}
      onClick={open}
    >
      <Icon name="link" size={12} />
      {evidenceText(runIds)}
    </button>
  );
}

/** Every run by itself. */
export function EvidenceList({ runIds }: { readonly runIds: readonly string[] }) {
  return (
    <div className="row wrap">
      {runIds.map((runId) => (
        <EvidenceChip key={runId} runIds={[runId]} />
      ))}
    </div>
  );
}
