import type { RunDetail } from '#contract/run-detail';
import { formatBytes, formatClock, formatCount, formatDuration, formatWhen } from '../../lib/format';
import { Facts, Section } from '../../ui/pane';

/** Everything that a repetition of the run needs to know, and its attempts. */
export function EnvironmentView({ detail }: { readonly detail: RunDetail }) {
  const { summary, source, codeVersion, parameters, attempts, folder } = detail;
  const { engine } = summary;
  const mono = (text: string) => <span className="mono">{text}</span>;
  return (
    <div className="run-environment">
      <Section title="Engine">
        <Facts
          facts={[
            { label: 'Executor', value: engine?.executor ?? 'not started' },
            { label: 'Version', value: mono(engine?.version ?? 'n/a') },
            { label: 'Threads', value: mono(engine === null ? 'n/a' : String(engine.threads)) },
            {
              label: 'They share',
              value: engine === null || engine.threads === 1 ? 'n/a' : (engine.parallel ?? 'operations'),
            },
            { label: 'How it was chosen', value: engine?.choice ?? 'n/a' },
            { label: 'Peak memory', value: formatBytes(summary.memoryBytes) },
          ]}
        />
      </Section>
      <Section title="Data, code, model">
        <Facts
          facts={[
            { label: 'Source', value: mono(source.name) },
            { label: 'Fingerprint', value: mono(source.fingerprint) },
            { label: 'Code version', value: mono(codeVersion) },
            { label: 'Seed', value: mono(String(summary.seed)) },
            {
              label: 'Parameters',
              value: mono(
                parameters === null
                  ? 'n/a'
                  : `${formatCount(parameters.total)}, ${formatCount(parameters.trainable)} trainable`,
              ),
            },
            { label: 'Folder', value: mono(folder) },
          ]}
        />
      </Section>
      <Section title="Attempts" detail="an attempt is one life of the training process">
        <table className="run-table">
          <thead>
            <tr>
              <th scope="col" className="right">
                No.
              </th>
              <th scope="col">Started</th>
              <th scope="col" className="right">
                Took
              </th>
              <th scope="col" className="right">
                From step
              </th>
              <th scope="col" className="right">
                Exit code
              </th>
              <th scope="col" className="right">
                Process
              </th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <tr key={attempt.attempt}>
                <td className="number right">{attempt.attempt}</td>
                <td>
                  {attempt.startedAt === null
                    ? 'n/a'
                    : `${formatWhen(attempt.startedAt)} ${formatClock(attempt.startedAt, true)}`}
                </td>
                <td className="number right">
                  {attempt.startedAt === null || attempt.endedAt === null
                    ? 'n/a'
                    : formatDuration(attempt.endedAt - attempt.startedAt)}
                </td>
                <td className="number right">
                  {attempt.resumedFromStep === null ? 'start' : formatCount(attempt.resumedFromStep)}
                </td>
                <td className="number right">{attempt.exitCode ?? 'n/a'}</td>
                <td className="number right">{attempt.pid ?? 'n/a'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}
