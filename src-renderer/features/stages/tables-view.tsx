import type { ReadyTable } from '#contract/stages';
import { notify, notifyError } from '../../lib/notices';
import { useRequest } from '../../lib/query';
import { TABLE_WRITERS, type TableTextFormat } from '../../lib/table-text';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCardOf } from '../../ui/error-card';
import { Menu } from '../../ui/menu';
import { Section } from '../../ui/pane';
import { Skeleton } from '../../ui/skeleton';
import { readyTableText } from './ready-table-text';

/** The ready-made tables of a ladder, with what is there now. */
export function TablesView({ path }: { readonly path: string }) {
  const { data, error } = useRequest('stages:tables', { path });
  if (error !== null)
    return (
      <div className="stages-fault">
        <ErrorCardOf error={error} />
      </div>
    );
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
        <Section key={table.title} title={table.title} actions={<CopyMenu table={table} />}>
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

function CopyMenu({ table }: { readonly table: ReadyTable }) {
  const copy = (format: TableTextFormat) =>
    void navigator.clipboard
      .writeText(TABLE_WRITERS[format](readyTableText(table)))
      .then(() => notify({ tone: 'ok', title: 'Table copied.' }))
      .catch(notifyError);
  return (
    <Menu
      label={`Copy ${table.title}`}
      trigger={
        <Button size="small" icon="copy" aria-label={`Copy ${table.title} as`}>
          Copy as
        </Button>
      }
      items={[
        { label: 'TSV, for a sheet', onSelect: () => copy('tsv') },
        { label: 'Markdown', onSelect: () => copy('markdown') },
        { label: 'LaTeX, booktabs', onSelect: () => copy('latex') },
      ]}
    />
  );
}
