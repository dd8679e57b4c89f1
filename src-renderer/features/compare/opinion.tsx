import { useState } from 'react';
import type { ComparisonRequest, ComparisonTable, SecondOpinion } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatCount, formatDifference } from '../../lib/format';
import { useAction } from '../../lib/query';
import { Button } from '../../ui/button';
import { ErrorCardOf } from '../../ui/error-card';
import { Facts } from '../../ui/pane';
import { ProgressBar } from '../../ui/progress-bar';
import { intervalText, pText } from './comparison-words';

/** Percentile intervals of fewer clusters than this cover less than they say. */
const FEW_CLUSTERS = 20;

export interface OpinionProps {
  readonly table: ComparisonTable;
  readonly request: ComparisonRequest;
  /** Key of a group. */
  readonly a: string;
  /** Key of another group, or of a baseline without training. */
  readonly b: string;
  readonly opinion: SecondOpinion | null;
  readonly onOpinion: (opinion: SecondOpinion) => void;
}

/** A bootstrap over the clusters of the stored predictions, on demand. */
export function Opinion({ table, request, a, b, opinion, onOpinion }: OpinionProps) {
  const { digits } = metricDescriptor(table.metric);
  const [isAsked, setAsked] = useState(false);
  const ask = useAction('compare:second-opinion', { onSuccess: onOpinion });
  const start = () => {
    setAsked(true);
    ask.mutate({ request, a, b });
  };
  return (
    <div className="second-opinion">
      <h3 className="strong">Second opinion</h3>
      {opinion !== null && (
        <p className="text-3 text-xs">
          {formatCount(opinion.clusters)} clusters by {opinion.clusterColumn}, {formatCount(opinion.resamples)}{' '}
          resamples
          {opinion.clusters < FEW_CLUSTERS && '. So few clusters say little: the interval is too narrow.'}
        </p>
      )}
      {opinion === null ? (
        <>
          <p className="text-2">
            Seeds do not measure the {table.split} part itself. A bootstrap over its clusters does, from stored
            predictions.
          </p>
          {ask.isPending && <ProgressBar label="Resampling stored predictions" fraction={null} />}
          {ask.error !== null && <ErrorCardOf error={ask.error} />}
          <Button icon="sigma" busy={ask.isPending} onClick={start}>
            {isAsked && ask.error !== null ? 'Ask again' : 'Ask for a second opinion'}
          </Button>
        </>
      ) : (
        <Facts
          facts={[
            {
              label: 'Difference',
              value: <span className="number">{formatDifference(opinion.difference, digits)}</span>,
            },
            { label: 'BCa 95 %', value: <span className="number">{intervalText(opinion.bca, digits, true)}</span> },
            {
              label: 'Percentile 95 %',
              value: <span className="number">{intervalText(opinion.percentile, digits, true)}</span>,
            },
            ...(opinion.mcnemarP === null
              ? []
              : [
                  {
                    label: 'McNemar, exact, one seed',
                    value: <span className="number">{pText(opinion.mcnemarP)}</span>,
                  },
                ]),
            { label: 'Seeds averaged', value: <span className="number">{opinion.seeds.join(', ')}</span> },
          ]}
        />
      )}
    </div>
  );
}
