import { useMemo } from 'react';
import { useSearch } from 'wouter';
import type { ModelDescription } from '#contract/models';
import { formatBytes, formatCount, formatNumber, formatPercent } from '../../lib/format';
import { useJobProgress } from '../../lib/job-progress';
import { goTo, PATHS, replaceWith } from '../../lib/navigation';
import { useRequest } from '../../lib/query';
import { useCopyTable } from '../../lib/use-copy-table';
import { Button } from '../../ui/button';
import { CopyAs } from '../../ui/copy-as';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard, Fault } from '../../ui/error-card';
import { KeyFigure } from '../../ui/key-figure';
import { Pane, PaneBody, PaneHeader, Section } from '../../ui/pane';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { BlockBars } from './block-bars';
import { BlockTable, blockTableText } from './block-table';
import {
  multiplyAdds,
  remarksOn,
  timesText,
  transferOf,
  transferText,
  weightBytes,
  type LabelledModel,
} from './compare-models';
import { modelChoices, parseReference, type ModelChoice } from './model-choice';
import { TimeTable } from './time-table';
import { useMeasurement, type Measurement } from './use-measurement';
import './models.css';

const NO_MODEL = 'none';

/** Two models block by block: counts from their definition, times measured on this computer, what can load what. */
export function ModelsScreen() {
  const search = new URLSearchParams(useSearch());
  const files = useRequest('configs:list', {});
  const checkpoints = useRequest('checkpoints:list', {});
  const runs = useRequest('runs:list', { query: '', includeTrash: false });
  const choices = useMemo(
    () => modelChoices(files.data?.files ?? [], checkpoints.data?.checkpoints ?? [], runs.data?.rows ?? []),
    [files.data, checkpoints.data, runs.data],
  );
  const chosenA = search.get('a') ?? choices[0]?.value ?? null;
  const chosenB = search.get('b') ?? null;
  const choose = (a: string | null, b: string | null) => replaceWith(PATHS.modelsWith(a, b));
  if (files.error !== null) return <Fault error={files.error} />;
  if (files.data === undefined) return <Skeleton rows={8} label="Reading the experiments" />;
  if (chosenA === null) return <NoModels />;
  return <OpenModels key={`${chosenA} ${chosenB ?? ''}`} a={chosenA} b={chosenB} choices={choices} onChoose={choose} />;
}

function NoModels() {
  return (
    <Pane label="Models">
      <PaneHeader title="Models" />
      <PaneBody>
        <EmptyState
          icon="models"
          title="No models yet"
          action={
            <Button variant="primary" onClick={() => goTo(PATHS.experiments)}>
              Go to Experiments
            </Button>
          }
        >
          Every experiment defines a model. This workspace has none.
        </EmptyState>
      </PaneBody>
    </Pane>
  );
}

interface OpenModelsProps {
  readonly a: string;
  readonly b: string | null;
  readonly choices: readonly ModelChoice[];
  readonly onChoose: (a: string | null, b: string | null) => void;
}

function OpenModels({ a, b, choices, onChoose }: OpenModelsProps) {
  const modelA = useDescription(a);
  const modelB = useDescription(b);
  const measurement = useMeasurement();
  const descriptions = [modelA.data, modelB.data].filter((model) => model !== undefined);
  const labelled: readonly LabelledModel[] = [
    ...(modelA.data ? [{ letter: 'A', model: modelA.data, measured: measurement.outputs.get(a) ?? null }] : []),
    ...(modelB.data && b !== null
      ? [{ letter: 'B', model: modelB.data, measured: measurement.outputs.get(b) ?? null }]
      : []),
  ];
  const error = modelA.error ?? modelB.error;
  const measureAll = () => measurement.measure(b === null || b === a ? [a] : [a, b]);
  const [copied, beside] = descriptions;
  const copyItems = useCopyTable(() => blockTableText(copied!, beside ?? null), copied !== undefined);
  return (
    <Pane label="Models">
      <PaneHeader title="Models" detail="block by block, counted from the definition">
        <Select label="A" value={a} options={choices} onValueChange={(value) => onChoose(value, b)} />
        <Select
          label="B"
          value={b ?? NO_MODEL}
          options={[{ value: NO_MODEL, label: 'none' }, ...choices]}
          onValueChange={(value) => onChoose(a, value === NO_MODEL ? null : value)}
        />
        <Button icon="bolt" busy={measurement.isMeasuring} disabled={descriptions.length === 0} onClick={measureAll}>
          Measure times
        </Button>
        <CopyAs label="Copy the table" disabled={copied === undefined} items={copyItems} />
      </PaneHeader>
      <PaneBody className="models-body">
        {error !== null ? (
          <Fault error={error} />
        ) : modelA.data === undefined || (b !== null && modelB.data === undefined) ? (
          <Skeleton rows={10} label="Building the models" />
        ) : (
          <div className="models-scroll" role="region" aria-label="Comparison" tabIndex={0}>
            <Report labelled={labelled} measurement={measurement} />
          </div>
        )}
      </PaneBody>
    </Pane>
  );
}

function useDescription(text: string | null) {
  const reference = parseReference(text);
  return useRequest(
    'models:describe',
    { reference: reference ?? { kind: 'experiment', path: 'none' } },
    { enabled: reference !== null },
  );
}

function Report({
  labelled,
  measurement,
}: {
  readonly labelled: readonly LabelledModel[];
  readonly measurement: Measurement;
}) {
  const [a, b] = labelled;
  if (a === undefined) return null;
  const remarks = remarksOn(labelled);
  return (
    <>
      <Figures labelled={labelled} />
      <BlockBars models={labelled.map(({ model }) => model)} />
      <BlockTable a={a.model} b={b?.model ?? null} />
      <Section
        title="Times on this computer"
        detail="fastest of several on made-up batches; loss and gradients without the optimiser"
      >
        <MeasurementState measurement={measurement} />
        <TimeTable models={labelled} />
      </Section>
      <div className="models-cards">
        {remarks.map((remark) => (
          <ErrorCard key={remark.title} {...remark} />
        ))}
        {b !== undefined && <Transfers a={a.model} b={b.model} />}
      </div>
    </>
  );
}

function MeasurementState({ measurement }: { readonly measurement: Measurement }) {
  const progress = useJobProgress(measurement.isMeasuring ? 'measure-model' : null);
  if (measurement.error !== null) return <Fault error={measurement.error} />;
  if (measurement.isMeasuring) return <p className="text-2 models-note">{progress?.message ?? 'Starting a worker'}…</p>;
  if (measurement.outputs.size === 0)
    return (
      <p className="text-2 models-note">Not measured yet. “Measure times” runs both models at batch 1, 12 and 128.</p>
    );
  return null;
}

/** A and B as two numbers with the ratio below; one number where there is only A. */
function Figures({ labelled }: { readonly labelled: readonly LabelledModel[] }) {
  const [a, b] = labelled;
  const pair = (read: (model: LabelledModel) => number | null, write: (value: number | null) => string) =>
    b === undefined ? write(read(a!)) : `${write(read(a!))} → ${write(read(b))}`;
  const times = (read: (model: LabelledModel) => number) =>
    b === undefined ? undefined : timesText(read(a!), read(b));
  const forward = ({ measured }: LabelledModel) => measured?.rows[0]?.forwardMs ?? null;
  const dead = ({ measured }: LabelledModel) =>
    measured === null ? null : Object.values(measured.dead).reduce((sum, count) => sum + count, 0);
  const deadShare = labelled
    .map((entry) => formatPercent((dead(entry) ?? NaN) / entry.model.parameters.total))
    .join(' → ');
  const total = ({ model }: LabelledModel) => model.parameters.total;
  const work = ({ model }: LabelledModel) => multiplyAdds(model);
  return (
    <div className="models-figures">
      <KeyFigure label="Parameters" value={pair(total, formatCount)} detail={times(total)} />
      <KeyFigure
        label="Multiply-adds a sample"
        value={pair(work, (value) => `${formatNumber((value ?? 0) / 1e6, 2)} M`)}
        detail={times(work)}
      />
      <KeyFigure
        label="Weights, float32"
        value={pair(({ model }) => weightBytes(model), formatBytes)}
        detail="with the moments of Adam three times that"
      />
      <KeyFigure
        label="Forward, batch 1"
        value={pair(forward, (value) => (value === null ? 'not measured' : `${formatNumber(value, 2)} ms`))}
      />
      <KeyFigure
        label="Without a gradient"
        value={pair(dead, (value) => (value === null ? 'not measured' : formatCount(value)))}
        detail={labelled.every((entry) => dead(entry) !== null) ? deadShare : undefined}
      />
    </div>
  );
}

function Transfers({ a, b }: { readonly a: ModelDescription; readonly b: ModelDescription }) {
  const cards = [
    { who: 'A checkpoint of A in B', transfer: transferOf(a, b) },
    { who: 'A checkpoint of B in A', transfer: transferOf(b, a) },
  ];
  return cards.map(({ who, transfer }) => {
    const { title, cause, next } = transferText(transfer);
    const tone = transfer.kind === 'whole' ? 'ok' : 'idle';
    return <ErrorCard key={who} tone={tone} title={`${who} ${title}`} cause={cause} nextStep={next} />;
  });
}
