import { useState } from 'react';
import { latestDiagnostics, type RepeatedDiagnostic } from '#contract/diagnostics';
import { metricDescriptor } from '#contract/metrics';
import type { RunDetail } from '#contract/run-detail';
import { formatBytes, formatCount, formatNumber } from '../../lib/format';
import { notifyError } from '../../lib/notices';
import { Inspector } from '../../lib/slots';
import { useRequest } from '../../lib/query';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ErrorCard } from '../../ui/error-card';
import { Facts, Section, SideHead } from '../../ui/pane';
import { forkRun } from './run-header';
import { baselineVerdict } from './run-verdict';

const TONES = { error: 'bad', warning: 'warn', info: 'idle' } as const;
const SEVERITIES = ['error', 'warning', 'info'] as const;
const SHOWN_KEYS = 6;

/** What deserves a look about this run, what is special in its configuration, and where it ran. */
export function RunInspector({ detail }: { readonly detail: RunDetail }) {
  const { summary } = detail;
  const found = latestDiagnostics(detail.diagnostics);
  return (
    <Inspector>
      <SideHead title="Diagnostics">
        {SEVERITIES.map((severity) => {
          const count = found.filter(({ diagnostic }) => diagnostic.severity === severity).length;
          return count === 0 ? null : (
            <span key={severity} title={`${count} of severity ${severity}`}>
              <Chip tone={TONES[severity]}>{count}</Chip>
            </span>
          );
        })}
      </SideHead>
      <div className="run-notes">
        {summary.error !== null && (
          <ErrorCard
            tone={summary.status === 'diverged' ? 'odd' : 'bad'}
            title={summary.error.message}
            nextStep={summary.error.nextStep}
            code={summary.error.code}
          />
        )}
        <Verdict detail={detail} />
        {byWeight(found).map((repeated) => (
          <DiagnosticCard key={repeated.diagnostic.id} repeated={repeated} detail={detail} />
        ))}
        {found.length === 0 && summary.error === null && (
          <p className="text-3 text-sm">Nothing out of the ordinary was measured.</p>
        )}
      </div>
      <ChangedKeys detail={detail} />
      <Environment detail={detail} />
    </Inspector>
  );
}

const weightOf = ({ diagnostic }: RepeatedDiagnostic): number => SEVERITIES.indexOf(diagnostic.severity);
const byWeight = (found: readonly RepeatedDiagnostic[]): readonly RepeatedDiagnostic[] =>
  [...found].sort((a, b) => weightOf(a) - weightOf(b));

/** A model below its baseline is said, not left for the reader to find. */
function Verdict({ detail }: { readonly detail: RunDetail }) {
  const verdict = baselineVerdict(detail.summary);
  if (verdict === null) return null;
  const { label, digits } = metricDescriptor(verdict.metric);
  const numbers = `${formatNumber(verdict.value, digits)} against ${formatNumber(verdict.baseline.value, digits)}, ${verdict.split}`;
  return verdict.isBelow ? (
    <ErrorCard
      tone="warn"
      title={`The model does not beat the ${verdict.baseline.label}.`}
      cause={`${label} ${numbers}.`}
      nextStep="compare rate, epochs and early stopping, or set model_a.win_rate_residual."
    />
  ) : (
    <ErrorCard
      tone="ok"
      title={`The model is above the ${verdict.baseline.label}.`}
      cause={`${label} ${numbers}. One seed is no evidence.`}
    />
  );
}

/** `attention-uniform, epoch 7`, or `attention-uniform, 5 times, epochs 3 to 7`. */
function whenText({ diagnostic: { id, epoch }, count, firstEpoch }: RepeatedDiagnostic): string {
  if (epoch === null) return id;
  return count === 1 ? `${id}, epoch ${epoch}` : `${id}, ${count} times, epochs ${firstEpoch ?? epoch} to ${epoch}`;
}

function DiagnosticCard({ repeated, detail }: { readonly repeated: RepeatedDiagnostic; readonly detail: RunDetail }) {
  const { severity, message, cause, nextStep } = repeated.diagnostic;
  // A fork begins before the trouble did.
  const checkpoint = checkpointBefore(detail, repeated.firstEpoch);
  return (
    <ErrorCard
      tone={TONES[severity]}
      title={message}
      cause={cause}
      nextStep={nextStep}
      code={whenText(repeated)}
      {...(severity === 'info' || checkpoint === null
        ? {}
        : {
            actions: (
              <Button
                size="small"
                icon="fork"
                onClick={() => void forkRun(detail.summary.runId, checkpoint.id).catch(notifyError)}
              >
                {`Fork at epoch ${checkpoint.epoch}`}
              </Button>
            ),
          })}
    />
  );
}

/** @returns the newest checkpoint from before something went wrong, null when there is none */
function checkpointBefore(
  { checkpoints }: RunDetail,
  epoch: number | null,
): { readonly id: string; readonly epoch: number } | null {
  const before = checkpoints
    .filter((checkpoint) => epoch === null || checkpoint.epoch < epoch)
    .sort((a, b) => b.epoch - a.epoch)[0];
  const id = before?.ids[0];
  return before === undefined || id === undefined ? null : { id, epoch: before.epoch };
}

/** @returns keys of the run that differ from their defaults; main's own check of the text says which */
export function useChangedKeys({ summary, configYaml }: RunDetail) {
  const path = summary.configPath ?? `configs/experiments/${summary.runId}.yaml`;
  return useRequest('configs:check', { path, text: configYaml }).data?.resolved?.differences ?? [];
}

function ChangedKeys({ detail }: { readonly detail: RunDetail }) {
  const differences = useChangedKeys(detail);
  const [isAll, setAll] = useState(false);
  const shown = isAll ? differences : differences.slice(0, SHOWN_KEYS);
  return (
    <Section title="Changed keys" detail="against the defaults">
      {differences.length === 0 && <p className="text-3 text-sm">Every key has its default.</p>}
      <ul className="run-changed selectable">
        {shown.map(({ path, base, value }) => (
          <li key={path} title={`${path}: ${base} → ${value}`}>
            <span className="text-2">{path}</span> <span className="text-3">{short(base)} →</span> {short(value)}
          </li>
        ))}
      </ul>
      {differences.length > SHOWN_KEYS && (
        <Button size="small" variant="ghost" onClick={() => setAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show all ${differences.length}`}
        </Button>
      )}
    </Section>
  );
}

const short = (json: string): string => (json.length > 42 ? `${json.slice(0, 41)}…` : json);

function Environment({ detail }: { readonly detail: RunDetail }) {
  const { summary, source, codeVersion, parameters } = detail;
  const { engine } = summary;
  return (
    <Section title="Environment">
      <Facts
        facts={[
          {
            label: 'Executor',
            value:
              engine === null
                ? 'not started'
                : `${engine.executor}, ${engine.threads === 1 ? '1 thread' : `${engine.threads} threads`}`,
          },
          { label: 'Chosen', value: engine?.choice ?? 'n/a' },
          { label: 'Code', value: <span className="mono">{codeVersion}</span> },
          {
            label: 'Data',
            value: (
              <span
                className="mono"
                title={source.fingerprint}
              >{`${source.name} ${source.fingerprint.slice(0, 8)}`}</span>
            ),
          },
          {
            label: 'Parameters',
            value: <span className="mono">{parameters === null ? 'n/a' : formatCount(parameters.total)}</span>,
          },
          { label: 'Memory', value: formatBytes(summary.memoryBytes) },
          { label: 'Attempts', value: formatCount(detail.attempts.length) },
        ]}
      />
    </Section>
  );
}
