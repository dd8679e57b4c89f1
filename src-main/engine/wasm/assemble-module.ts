import { unsigned, VALUE_TYPE, type Code, type ValueType } from './instructions';

/** A function that is exported under its name. Parameters are locals 0 to n - 1, `locals` follow. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  /** What the body leaves on the stack; nothing when absent. */
  readonly result?: ValueType;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Import kind memory, limits without maximum, at least one page: any memory fits. */
const ANY_MEMORY = [0x02, 0x00, 0x01];

const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (value: string): Code => sized([...new TextEncoder().encode(value)]);
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(list(items))];
const types = (values: readonly ValueType[]): Code => list(values.map((type) => [VALUE_TYPE[type]]));

function functionBody({ locals, body }: WasmFunction): Code {
  const declarations = locals.map((type) => [1, VALUE_TYPE[type]]);
  return sized([...list(declarations), ...body, 0x0b]);
}

/**
 * Encodes functions over one imported memory as a WebAssembly binary, so that no compiled file and no tool is needed.
 * The functions import their memory as `environment.memory`.
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array {
  return new Uint8Array([
    ...MAGIC_AND_VERSION,
    ...section(
      SECTION.type,
      functions.map(({ parameters, result }) => [0x60, ...types(parameters), ...types(result ? [result] : [])]),
    ),
    ...section(SECTION.import, [[...text('environment'), ...text('memory'), ...ANY_MEMORY]]),
    ...section(
      SECTION.function,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      SECTION.export,
      functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    ...section(SECTION.code, functions.map(functionBody)),
  ]);
}

/** An exported function: pointers and counts are byte addresses and integers, the rest numbers. */
export type WasmExport<Result = void> = (...numbers: number[]) => Result;

/** The exports of functions, by name. */
type WasmExports<Function extends WasmFunction> = {
  readonly [Each in Function as Each['name']]: WasmExport<Each extends { readonly result: ValueType } ? number : void>;
};

/** Modules by the functions they were compiled from: what a memory needs of its own is an instance only. */
const compiled = new WeakMap<readonly WasmFunction[], WebAssembly.Module>();

/**
 * Binds functions to a memory. They are assembled and compiled once a process, 10 to 20 ms for the largest module, and
 * stay as fast as the engine has made them by then; an instance takes microseconds.
 * @returns the exports by name
 */
export function instantiate<Function extends WasmFunction>(
  functions: readonly Function[],
  memory: WebAssembly.Memory,
): WasmExports<Function> {
  const module = compiled.get(functions) ?? new WebAssembly.Module(assembleModule(functions));
  compiled.set(functions, module);
  const instance = new WebAssembly.Instance(module, { environment: { memory } });
  return instance.exports as WasmExports<Function>;
}
