import { copyTableItems } from '../../lib/copy-table';
import { useRequest } from '../../lib/query';
import { CopyAs } from '../../ui/copy-as';
import { EmptyState } from '../../ui/empty-state';
import { Fault } from '../../ui/error-card';
import { Section } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { readyTableText } from './ready-table-text';

/** The ready-made tables of a ladder, with what is there now. */
export function TablesView({ path }: { readonly path: string }) {
  const { data, error } = useRequest('stages:tables', { path });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={8} label="Reading the tables" />;
  if (data.tables.length === 0) {
    return (
      <EmptyState icon="table" title="No tables">
        This ladder names no ready-made tables. They stand under “tables” in its file.
      </EmptyState>
    );
  }
  return (
    <div className="stages-scroll" role="region" aria-label="Tables" tabIndex={0}>
      {data.tables.map((table) => (
        <Section
          key={table.title}
          title={table.title}
          actions={
            <CopyAs label={`Copy ${table.title} as`} isSmall items={copyTableItems(() => readyTableText(table))} />
          }
        >
          <table className="ready-table" aria-label={table.title}>
            <thead>
              <tr>
                {table.columns.map(({ header, align }) => (
                  <th key={header} scope="col" className={align}>
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row[0]!.text}>
                  {row.map(({ text, isBold }, index) => (
                    <td
                      key={table.columns[index]!.header}
                      className={`${table.columns[index]!.align}${table.columns[index]!.align === 'right' ? ' number' : ''}${isBold ? ' strong' : ''}`}
                    >
                      {text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      ))}
      <p className="stages-foot">
        Means ± standard deviation over seeds, n − 1; slices from stored predictions; bold: best of its column.
      </p>
    </div>
  );
}
