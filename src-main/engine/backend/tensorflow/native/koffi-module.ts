/** The foreign-function package, loaded at the first use: most workers never call TensorFlow. */
export type Koffi = typeof import('koffi').default;

/** @returns the package. @throws Error of Node's own when its native part is missing for this platform */
export async function loadKoffi(): Promise<Koffi> {
  return (await import('koffi')).default;
}
