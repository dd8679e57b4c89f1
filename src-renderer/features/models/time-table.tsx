import type { MeasureModelOutput } from '#contract/jobs';
import { formatAmount, formatBytes, formatCount, formatNumber } from '../../lib/format';
import type { LabelledModel } from './compare-models';
import { MEASURED_SAMPLES } from './use-measurement';

/** Measured times and memory by batch size; the ratio of two models in the last columns. */
export function TimeTable({ models }: { readonly models: readonly LabelledModel[] }) {
  const measured = models.filter(({ measured: output }) => output !== null);
  if (measured.length === 0) return null;
  const [a, b] = models;
  const ratio = (samples: number, key: 'forwardMs' | 'stepMs'): string => {
    const of = (model: LabelledModel | undefined) =>
      model?.measured?.rows.find((row) => row.samples === samples)?.[key];
    const [first, second] = [of(a), of(b)];
    return first === undefined || second === undefined ? '' : `${formatNumber(first / second, 2)} ×`;
  };
  return (
    <table className="block-table" aria-label="Measured times of the models">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            Batch, samples
          </th>
          {measured.map(({ letter, model, measured: output }) => (
            <th key={letter} scope="colgroup" colSpan={3} className="block-model">
              <span className="strong">{letter}</span> {model.name}{' '}
              <span className="text-3">
                {output!.executor}, {output!.threads} {output!.threads === 1 ? 'thread' : 'threads'}
              </span>
            </th>
          ))}
          {measured.length === 2 && (
            <th scope="colgroup" colSpan={2} className="block-model">
              A against B
            </th>
          )}
        </tr>
        <tr>
          {measured.map(({ letter }) => (
            <TimeHeads key={letter} />
          ))}
          {measured.length === 2 && (
            <>
              <th scope="col" className="right block-first">
                Forward
              </th>
              <th scope="col" className="right">
                Step
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {MEASURED_SAMPLES.map((samples) => (
          <tr key={samples}>
            <th scope="row" className="number">
              {formatCount(samples)}
            </th>
            {measured.map(({ letter, measured: output }) => {
              const row = output!.rows.find((entry) => entry.samples === samples);
              return <TimeCells key={letter} row={row} />;
            })}
            {measured.length === 2 && (
              <>
                <td className="number right block-first">{ratio(samples, 'forwardMs')}</td>
                <td className="number right">{ratio(samples, 'stepMs')}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TimeHeads() {
  return (
    <>
      <th scope="col" className="right block-first">
        Forward <span className="text-3">ms</span>
      </th>
      <th scope="col" className="right">
        Loss and gradients <span className="text-3">ms</span>
      </th>
      <th scope="col" className="right">
        Memory so far
      </th>
    </>
  );
}

function TimeCells({ row }: { readonly row: MeasureModelOutput['rows'][number] | undefined }) {
  const isLarger = row !== undefined && row.batchSamples !== row.samples;
  return (
    <>
      <td className="number right block-first">
        {isLarger && <span className="text-3">{formatAmount(row.batchSamples, 'sample')} </span>}
        {formatNumber(row?.forwardMs, 2)}
      </td>
      <td className="number right">{formatNumber(row?.stepMs, 2)}</td>
      <td className="number right text-2">{formatBytes(row?.memoryBytes)}</td>
    </>
  );
}
