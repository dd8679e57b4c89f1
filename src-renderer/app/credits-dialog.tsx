import { useRequest } from '../lib/query';
import { Dialog } from '../ui/dialog';
import { ErrorCardOf } from '../ui/error-card';
import { Skeleton } from '../ui/skeleton';

/** Who made the data that the sources of this workspace come from, and under which licence. */
export function CreditsDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Data credits">
      <Credits />
      <div className="keys-end" />
    </Dialog>
  );
}

function Credits() {
  const sources = useRequest('sources:list', {});
  if (sources.error !== null) return <ErrorCardOf error={sources.error} />;
  if (sources.data === undefined) return <Skeleton rows={3} />;
  const credited = sources.data.sources.filter(({ credits }) => credits.length > 0);
  if (credited.length === 0) return <p className="text-2">No source asks for a credit.</p>;
  return credited.map((source) => (
    <section key={source.name} className="credits-source">
      <h3 className="medium">{source.name}</h3>
      <ul>
        {source.credits.map((credit) => (
          <li key={credit} className="text-2 text-sm selectable">
            {credit}
          </li>
        ))}
      </ul>
    </section>
  ));
}
