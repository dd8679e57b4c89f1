import type { Executor } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import type { ParameterStore } from '../../backend/parameter-store';
import type { Model } from '../../families/family';

/** What an export is made from and compared with. */
export interface ExportSource {
  readonly model: Model;
  readonly parameters: ParameterStore;
  readonly executor: Executor;
  /** Real inputs; at least one. */
  readonly samples: readonly HostTensors[];
  /** Where the model comes from and what its inputs need, for formats that can carry it: key to text. */
  readonly metadata: Readonly<Record<string, string>>;
}
