import type { Comparison, ComparisonRequest, ComparisonTable, SecondOpinion } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatDifference, formatNumber } from '../../lib/format';
import { ErrorCard } from '../../ui/error-card';
import { Facts, Section } from '../../ui/pane';
import { intervalText, pText, verdictLook } from './comparison-words';
import { Opinion } from './opinion';
import { SlopeChart } from './slope-chart';
import { pairKey } from './tests-table';

export interface PairPanelsProps {
  readonly table: ComparisonTable;
  readonly comparison: Comparison;
  readonly request: ComparisonRequest;
  readonly opinion: SecondOpinion | null;
  readonly onOpinion: (opinion: SecondOpinion) => void;
}

/** The chosen pair: by seed, every test, what may be claimed, and a second opinion on demand. */
export function PairPanels(props: PairPanelsProps) {
  const { table, comparison } = props;
  const { digits } = metricDescriptor(table.metric);
  const [a, b] = [comparison.a, comparison.b].map((key) => table.groups.find((group) => group.key === key));
  return (
    <>
      <Section
        className="compare-panel"
        title={`Paired test, ${comparison.aLabel} − ${comparison.bLabel}`}
        detail={`${comparison.n} paired ${comparison.n === 1 ? 'seed' : 'seeds'}`}
      >
        <div className="pair-test">
          {a !== undefined && b !== undefined && <SlopeChart from={b} to={a} digits={digits} />}
          <Facts facts={testFacts(comparison, digits)} />
        </div>
      </Section>
      <Section className="compare-panel" title="What may be claimed">
        <Claim comparison={comparison} />
        <Opinion
          key={pairKey(comparison)}
          table={table}
          request={props.request}
          a={comparison.a}
          b={comparison.b}
          opinion={props.opinion}
          onOpinion={props.onOpinion}
        />
      </Section>
    </>
  );
}

function testFacts(comparison: Comparison, digits: number) {
  const { differences, difference, sd, interval, t, degreesOfFreedom, pT, pExact, pWilcoxon, minimalP, effect } =
    comparison;
  const spread = sd === null ? ', one seed' : ` ± ${formatNumber(sd, digits)}`;
  const number = (text: string) => <span className="number">{text}</span>;
  return [
    ...differences.map((entry) => ({
      label: `Difference, seed ${entry.seed}`,
      value: number(formatDifference(entry.difference, digits)),
    })),
    {
      label: 'Mean ± sd',
      value: number(difference === null ? 'n/a' : `${formatDifference(difference, digits)}${spread}`),
    },
    { label: '95 % interval', value: number(intervalText(interval, digits, true)) },
    {
      label: degreesOfFreedom === null ? 'Paired t' : `Paired t, ${degreesOfFreedom} df`,
      value: number(t === null ? 'n/a' : `t = ${formatNumber(t, 3)}, p = ${formatNumber(pT, 4)}`),
    },
    { label: 'Sign-flip, exact', value: number(pText(pExact)) },
    { label: 'Wilcoxon, exact', value: number(pText(pWilcoxon)) },
    { label: `Smallest p of ${comparison.n} ${comparison.n === 1 ? 'seed' : 'seeds'}`, value: number(pText(minimalP)) },
    { label: 'Effect d_z', value: number(formatNumber(effect, 2)) },
  ];
}

const TONES = { ok: 'ok', bad: 'bad', idle: 'idle', warn: 'warn' } as const;

function Claim({ comparison }: { readonly comparison: Comparison }) {
  const { refusal, claim } = comparison;
  if (refusal !== null)
    return <ErrorCard tone="warn" title={refusal.message} nextStep={refusal.nextStep} code={refusal.code} />;
  const { icon, tone, words } = verdictLook(comparison);
  // "Worse" is a result, not a fault: it is not announced as an alert.
  return <ErrorCard tone={tone === 'bad' ? 'idle' : TONES[tone]} icon={icon} title={`${words}.`} cause={claim} />;
}
