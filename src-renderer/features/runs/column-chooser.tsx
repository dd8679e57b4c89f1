import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Popover } from '../../ui/popover';
import { columnTitle, type DataColumn } from '../../ui/table/data-column';

/** Shows and hides columns; the first one always stays. */
export function ColumnChooser<Row>({
  columns,
  hidden,
  onHiddenChange,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly hidden: ReadonlySet<string>;
  readonly onHiddenChange: (hidden: ReadonlySet<string>) => void;
}) {
  return (
    <Popover label="Columns" trigger={<Button icon="columns">Columns</Button>}>
      <div className="column-chooser">
        {columns.slice(1).map((column) => (
          <Checkbox
            key={column.id}
            checked={!hidden.has(column.id)}
            onCheckedChange={(isShown) => {
              const next = new Set(hidden);
              if (isShown) next.delete(column.id);
              else next.add(column.id);
              onHiddenChange(next);
            }}
          >
            {columnTitle(column)}
          </Checkbox>
        ))}
      </div>
    </Popover>
  );
}
