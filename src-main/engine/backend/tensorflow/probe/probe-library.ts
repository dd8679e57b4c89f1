import { FunctionBuilder } from '../graph/function-builder';
import { startTensorFlow } from '../native/eager-context';
import { readHandle } from '../native/native-tensor';

/** What a working library says. */
export interface ProbeAnswer {
  readonly version: string;
  /** Of 1 and 1, computed by TensorFlow. */
  readonly sum: number;
}

/**
 * Loads a library, builds a function that adds two constants, and runs it.
 * @throws TensorFlowLibraryMissingError, TensorFlowLibraryUnusableError, TensorFlowCallError
 */
export async function computeOnePlusOne(folder: string): Promise<ProbeAnswer> {
  const { library, context } = await startTensorFlow(folder, { operation: 1, functions: 1 });
  const builder = new FunctionBuilder(library);
  const one = builder.scalar(1, 'float32');
  const made = builder.finish('one_plus_one', [], [builder.operation('AddV2', [one, one])]);
  builder.dispose();
  library.TFE_ContextAddFunction(context, made, library.status);
  library.check('TFE_ContextAddFunction');
  const operation = library.TFE_NewOp(context, 'one_plus_one', library.status);
  const results = new BigUint64Array(1);
  library.TFE_Execute(operation, results, Int32Array.of(1), library.status);
  library.check('TFE_Execute');
  const sum = new Float32Array(1);
  readHandle(library, results[0]!, sum);
  return { version: library.version, sum: sum[0]! };
}
