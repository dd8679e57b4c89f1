import { IconButton } from '../icon-button';
import { Menu, type MenuItem } from '../menu';
import { fileNameOf, saveFile, svgToPng } from './save-chart';

export interface ChartMenuProps {
  readonly title: string;
  /** What this kind of chart offers besides, above the rest. */
  readonly items?: readonly (MenuItem | null)[];
  readonly isTable: boolean;
  readonly onTableChange: (isTable: boolean) => void;
  /** @returns the data as rows of cells, the header first */
  readonly data: () => readonly (readonly string[])[];
  /** @returns the picture as SVG text with its size; null: there is none to save now */
  readonly picture: (() => SavedPicture) | null;
  /** Starts saved file names: `A9, seed 123`. */
  readonly fileTitle?: string | undefined;
}

export interface SavedPicture {
  readonly text: string;
  readonly size: { readonly width: number; readonly height: number };
}

/** The menu of every chart: its data as a table and on the clipboard, its picture as SVG and PNG. */
export function ChartMenu({
  title,
  items = [],
  isTable,
  onTableChange,
  data,
  picture,
  fileTitle = '',
}: ChartMenuProps) {
  const fileName = (extension: string) => fileNameOf(`${fileTitle} ${title}`, extension);
  const saveSvg = ({ text }: SavedPicture) => saveFile(new Blob([text], { type: 'image/svg+xml' }), fileName('svg'));
  const savePng = ({ text, size }: SavedPicture) =>
    void svgToPng(text, size).then((blob) => saveFile(blob, fileName('png')));
  const save = (label: string, how: (saved: SavedPicture) => void): MenuItem => ({
    label,
    icon: 'image',
    disabled: picture === null,
    onSelect: () => picture !== null && how(picture()),
  });
  return (
    <Menu
      label={`${title}: chart`}
      trigger={<IconButton icon="more" label={`Chart menu of ${title}`} />}
      items={[
        ...items,
        checkedItem('Show as a table', isTable, () => onTableChange(!isTable)),
        {
          label: 'Copy the data',
          icon: 'copy',
          onSelect: () => void navigator.clipboard.writeText(toTsv(data())),
        },
        save('Save as SVG', saveSvg),
        save('Save as PNG', savePng),
      ]}
    />
  );
}

/** @returns an item with a check mark while it holds */
export const checkedItem = (label: string, isOn: boolean, onSelect: () => void): MenuItem => ({
  label,
  ...(isOn ? { icon: 'check' as const } : {}),
  onSelect,
});

/** A sheet reads U+2212 as text: numbers get an ASCII minus. */
const toTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.join('\t').replaceAll('−', '-')).join('\n');
