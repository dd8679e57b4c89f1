import { ToggleGroup } from 'radix-ui';
import './segmented.css';

export interface SegmentedProps<T extends string> {
  /** Spoken name of the group. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onValueChange: (value: T) => void;
  readonly disabled?: boolean;
}

/** One of two to five short words; arrows move between them. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onValueChange,
  disabled = false,
}: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      aria-label={label}
      value={value}
      disabled={disabled}
      // Radix reports '' when the chosen one is pressed again; one is always chosen here.
      onValueChange={(next) => {
        if (next !== '') onValueChange(next as T);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className="segmented-item">
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
