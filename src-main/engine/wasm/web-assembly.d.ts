/**
 * The few parts of WebAssembly that the engine uses. TypeScript declares them with the DOM only, which code of the main
 * side must not see; Node has them as globals.
 */
declare namespace WebAssembly {
  class Memory {
    /** @param descriptor sizes in pages of 64 KiB; at most 65,536 */
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, Memory>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
