import { metricDescriptor } from '#contract/metrics';
import type { LadderStageState } from '#contract/stages';
import { formatNumber } from '../../lib/format';
import { goTo, PATHS } from '../../lib/navigation';
import { closeInspector } from '../../lib/open-inspector';
import { Inspector } from '../../lib/slots';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/icon-button';
import { NumberText } from '../../ui/number';
import { Facts, Section, SideHead } from '../../ui/pane';
import { progressText, timeLeftText } from './board-words';
import { EvidenceChip } from './evidence-chips';

/** A stage: what it starts from, what its variants came to, what was tuned. */
export function StageInspector({ stage, metric }: { readonly stage: LadderStageState; readonly metric: string }) {
  const { label, digits } = metricDescriptor(metric.slice(metric.indexOf('.') + 1));
  const { base } = stage;
  const runIds = stage.variants.flatMap((variant) => variant.runIds);
  const timeLeft = timeLeftText(stage.timeLeftMs);
  return (
    <Inspector>
      <SideHead title={`Stage ${stage.name}`}>
        <IconButton icon="close" label="Close the inspector" onClick={() => void closeInspector()} />
      </SideHead>
      <Section title="Goal">
        <p className="text-2 text-sm">{stage.goal}</p>
      </Section>
      <Section title="Starts from">
        {base === null ? (
          <p className="text-2 text-sm">Not written yet: the decision before it writes it.</p>
        ) : (
          <button
            type="button"
            className="evidence-chip mono"
            title="Open in Experiments"
            onClick={() => goTo(PATHS.experiment(base))}
          >
            <Icon name="file" size={12} />
            {base}
          </button>
        )}
      </Section>
      <Section title="Variants" detail={label}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">Variant</th>
              <th scope="col" className="right">
                n
              </th>
              <th scope="col" className="right">
                Mean ± sd
              </th>
            </tr>
          </thead>
          <tbody>
            {stage.variants.map((variant) => (
              <tr key={variant.id}>
                <th scope="row">{variant.label}</th>
                <td className="right number">{variant.n}</td>
                <td className="right">
                  <NumberText
                    value={formatNumber(variant.mean, digits)}
                    {...(variant.mean === null
                      ? {}
                      : { detail: variant.sd === null ? 'one seed' : `± ${formatNumber(variant.sd, digits)}` })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {runIds.length > 1 && (
          <Button size="small" icon="compare" className="board-note" onClick={() => goTo(PATHS.compareRuns(runIds))}>
            Compare
          </Button>
        )}
      </Section>
      {stage.tuning.map((axis) => (
        <Section
          key={axis.key}
          title={<span className="mono">{axis.key}</span>}
          detail={axis.isWaiting ? 'waits for the axis before it' : 'one value at a time'}
        >
          <table className="numbers-table">
            <tbody>
              {axis.values.map((value) => (
                <tr key={JSON.stringify(value.value)}>
                  <th scope="row" className="mono">
                    {JSON.stringify(value.value)}
                  </th>
                  <td>
                    <EvidenceChip runIds={value.runIds} />
                  </td>
                  <td className="right">
                    <NumberText value={formatNumber(value.mean, digits)} best={value.isBest} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      ))}
      {stage.study !== null && (
        <Section title="Study" detail={stage.study.found?.studyId ?? 'not begun'}>
          <StudyOfStage study={stage.study} digits={digits} />
        </Section>
      )}
      <Section title="Work">
        <Facts
          facts={[
            { label: 'Runs', value: progressText(stage.progress) },
            {
              label: 'Time left',
              value: timeLeft === '' ? (stage.progress.done >= stage.progress.total ? 'none' : 'n/a') : timeLeft,
            },
          ]}
        />
      </Section>
    </Inspector>
  );
}

/** The sweep that a stage asks for, and the values that go on. */
function StudyOfStage({
  study: { file, found },
  digits,
}: {
  readonly study: NonNullable<LadderStageState['study']>;
  readonly digits: number;
}) {
  if (found === null) return <p className="text-2 text-sm">Sweep {file} runs before the decision.</p>;
  const { studyId, status, ended, total, best } = found;
  return (
    <>
      <Facts
        facts={[
          { label: 'Trials', value: `${ended} of ${total}, ${status.replace('_', ' ')}` },
          { label: 'Best', value: best === null ? 'none yet' : formatNumber(best.objective, digits) },
          ...Object.entries(best?.parameters ?? {}).map(([label, value]) => ({ label, value: JSON.stringify(value) })),
        ]}
      />
      <Button size="small" icon="sweep" className="board-note" onClick={() => goTo(PATHS.study(studyId))}>
        Open the study
      </Button>
    </>
  );
}
