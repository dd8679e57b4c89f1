import { elementCount, type HostData } from '../host-tensor';
import type { HostStage, ModelStage, Staging } from '../../compiler/step/stages';
import { WasmArena } from '../../optimizers/wasm-arena';
import { hostOperation } from './host-operations/registry';
import { ortTensor, type Feeds, type Fetches, type NativeSession, type Results } from './native-session';

type Tensor = Feeds[string];
/** Runs one stage with the tensors of the step. */
type RunStage = (feeds: Feeds, fetches: Fetches) => Promise<Results> | Results;

/**
 * A step of several models with operations between them that are computed here, in WebAssembly. What passes from one to
 * the next lies in one memory, which models and operations read and write in place.
 *
 * @param open loads one of the models
 * @throws what `open` throws
 */
export async function createStagedSession(
  bytes: Uint8Array,
  { stages, passed }: Staging,
  open: (model: Uint8Array) => Promise<NativeSession>,
): Promise<NativeSession> {
  const places = new Places(passed);
  const sessions: NativeSession[] = [];
  const runs: RunStage[] = [];
  for (const stage of stages) {
    if (stage.kind === 'host') {
      runs.push(hostRun(stage, places));
      continue;
    }
    const session = await open(bytes.subarray(stage.start, stage.end));
    sessions.push(session);
    runs.push(modelRun(stage, session, places));
  }
  return {
    run: inTurn(async (feeds, fetches) => {
      places.read(feeds);
      const results: Record<string, Results[string]> = {};
      for (const run of runs) {
        const own = run(feeds, fetches);
        Object.assign(results, own instanceof Promise ? await own : own);
      }
      places.write(fetches, results);
      return Object.fromEntries(Object.keys(fetches).map((name) => [name, results[name]!]));
    }),
    async dispose() {
      for (const session of sessions) await session.dispose();
    },
  };
}

/** Runs of one session share its memory, so one waits for the other. */
function inTurn(run: (feeds: Feeds, fetches: Fetches) => Promise<Results>): NativeSession['run'] {
  let before: Promise<unknown> = Promise.resolve();
  let running = 0;
  return (feeds, fetches) => {
    const isFree = running === 0;
    running++;
    const own = (isFree ? run(feeds, fetches) : before.then(() => run(feeds, fetches))).finally(() => running--);
    before = own.catch(() => undefined);
    return own;
  };
}

/** The values that pass between stages, in one memory. */
class Places {
  readonly memory: WebAssembly.Memory;
  private readonly tensors: ReadonlyMap<string, Tensor>;

  constructor(passed: Staging['passed']) {
    const lengths = passed.map(({ shape }) => elementCount(shape));
    const arena = new WasmArena(lengths);
    this.memory = arena.memory;
    this.tensors = new Map(
      passed.map(({ name, shape, dtype }, index) => {
        const floats = arena.allocate(lengths[index]!);
        if (dtype === 'float32') return [name, ortTensor(dtype, floats, shape)];
        if (dtype !== 'int32') throw new RangeError(`A value of type ${dtype} cannot pass between stages.`);
        return [name, ortTensor(dtype, new Int32Array(floats.buffer, floats.byteOffset, floats.length), shape)];
      }),
    );
  }

  find(name: string): Tensor | undefined {
    return this.tensors.get(name);
  }

  /** @returns a value for an operation of the host */
  value(name: string): { readonly shape: readonly number[]; readonly data: Float32Array | Int32Array } {
    const tensor = this.tensors.get(name)!;
    return { shape: tensor.dims, data: tensor.data as Float32Array | Int32Array };
  }

  /** Copies inputs of the step that operations of the host read. */
  read(feeds: Feeds): void {
    for (const [name, place] of this.tensors) {
      const fed = feeds[name];
      if (fed) (place.data as HostData).set(fed.data as HostData);
    }
  }

  /** Copies results of the step that lie here to where they are wanted. */
  write(fetches: Fetches, results: Record<string, Results[string]>): void {
    for (const name in fetches) {
      const place = this.tensors.get(name);
      if (!place) continue;
      const wanted = fetches[name] ?? ortTensor('float32', new Float32Array(place.size), place.dims);
      (wanted.data as HostData).set(place.data as HostData);
      results[name] = wanted;
    }
  }
}

function modelRun({ inputs, outputs }: ModelStage, session: NativeSession, places: Places): RunStage {
  return (feeds, fetches) => {
    const own = Object.fromEntries(inputs.map((name) => [name, feeds[name] ?? places.find(name)!]));
    const wanted = Object.fromEntries(outputs.map((name) => [name, places.find(name) ?? fetches[name] ?? null]));
    return session.run(own, wanted);
  };
}

function hostRun({ operation, attributes, inputs, outputs }: HostStage, places: Places): RunStage {
  const run = hostOperation(operation)({
    attributes,
    inputs: inputs.map((name) => places.value(name)),
    outputs: outputs.map((name) => places.value(name)),
    memory: places.memory,
  });
  return () => {
    run();
    return {};
  };
}
