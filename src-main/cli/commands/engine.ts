import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import { addTensorFlow, addTfjsNode, listExecutors } from '../../services/engines';
import { bytes, duration } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';

/** `engine add` names something that cannot be added. */
export class EngineNameError extends WorkbenchError {
  readonly code = 'E-USAGE-ENGINE';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string) {
    super(
      `There is no engine ${JSON.stringify(received)} to add.`,
      'Those that are added on demand are tensorflow and tfjs-node.',
      {
        received,
      },
    );
  }
}

/** `assay engine list`: executors, what is there and how to get the rest. */
export function engineListCommand(output: Output): ExitCode {
  const engines = listExecutors();
  textTable(
    [
      { header: 'executor', align: 'left', value: (engine) => engine.id },
      { header: '', align: 'left', value: (engine) => (engine.isAvailable ? 'available' : 'missing') },
      { header: 'detail', align: 'left', value: (engine) => engine.detail },
      { header: 'add it with', align: 'left', value: (engine) => engine.nextStep },
    ],
    engines,
  ).forEach((text) => output.line(text));
  output.document({ engines });
  return EXIT_CODE.done;
}

interface EngineAddOptions {
  readonly again: boolean;
  readonly probeScript: string;
}

/** `assay engine add`: `tensorflow` fetches, unpacks and tries the library; `tfjs-node` compiles its native part against it. */
export async function engineAddCommand(output: Output, name: string, options: EngineAddOptions): Promise<ExitCode> {
  const withProgress = { ...options, onProgress: (sentence: string) => output.note(sentence) };
  if (name === 'tensorflow') {
    const { version, folder, bytes: size, milliseconds } = await addTensorFlow(withProgress);
    output.line(
      `TensorFlow ${version} works: ${bytes(size)} in ${folder}, loaded and tried in ${duration(milliseconds)}.`,
    );
    output.line('engine.executor: auto measures it beside the others from the next run on.');
    output.document({ engine: { name, version, folder, bytes: size } });
    return EXIT_CODE.done;
  }
  if (name === 'tfjs-node') {
    const { version, file, isNew } = await addTfjsNode(withProgress);
    output.line(
      `tfjs-node ${version} ${isNew ? 'was compiled' : 'is there'}: ${file}. Choose it with engine.executor.`,
    );
    output.document({ engine: { name, version, file } });
    return EXIT_CODE.done;
  }
  throw new EngineNameError(name);
}
