import type { StudyDetail } from '#contract/sweeps';
import { formatAmount, formatNumber } from '../../lib/format';
import { PictureChart } from '../../ui/chart/picture-chart';
import { shortNames } from './parameter-text';

const HEAD = 34;
const ROW = 20;
const LABEL_WIDTH = 122;
const VALUE_WIDTH = 34;
const LABEL_CHARACTERS = 19;

/** Share of the objective's variance that each parameter explains, and where the number comes from. */
export function ImportanceBars({ detail: { importances, summary, parameters } }: { readonly detail: StudyDetail }) {
  const { values, source, trials } = importances;
  const names = shortNames(parameters.map(({ name }) => name));
  const label = (name: string) => names.get(name) ?? name;
  return (
    <div className="sweep-importance">
      <div style={{ height: values.length === 0 ? 96 : HEAD + values.length * ROW + 8 }}>
        <PictureChart
          title="Importance"
          detail={`over ${formatAmount(trials, 'trial')}`}
          fileTitle={summary.name}
          summary={values.map(({ parameter, importance }) => `${parameter} ${formatNumber(importance, 2)}`).join(', ')}
          emptyText={
            values.length === 0 ? 'Needs four finished trials that differ in their objective to be worked out.' : null
          }
          table={{
            columns: [
              { title: 'Parameter', align: 'left' },
              { title: 'Importance', align: 'right' },
            ],
            rows: values.map(({ parameter, importance }) => [parameter, formatNumber(importance, 4)]),
          }}
          draw={({ width }) =>
            values.map(({ parameter, importance }, index) => {
              const y = index * ROW;
              const room = width - LABEL_WIDTH - VALUE_WIDTH - 32;
              const text = label(parameter);
              return (
                <g key={parameter} className="sweep-bar">
                  <text x={16} y={y + 13}>
                    {text.length > LABEL_CHARACTERS ? `${text.slice(0, LABEL_CHARACTERS - 1)}…` : text}
                    <title>{parameter}</title>
                  </text>
                  <rect x={16 + LABEL_WIDTH} y={y + 6} width={room} height={6} rx={3} className="sweep-bar-track" />
                  <rect
                    x={16 + LABEL_WIDTH}
                    y={y + 6}
                    width={Math.max(2, room * importance)}
                    height={6}
                    rx={3}
                    className="sweep-bar-value"
                  />
                  <text x={width - 16} y={y + 13} textAnchor="end" className="picture-strong">
                    {formatNumber(importance, 2)}
                  </text>
                </g>
              );
            })
          }
        />
      </div>
      <p className="text-3 text-xs sweep-source">{source}</p>
    </div>
  );
}
