import type koffi from 'koffi';

/** The foreign-function package, loaded at the first use: most workers never call TensorFlow. */
export type Koffi = typeof koffi;

/** @returns the package. @throws Error of Node's own when its native part is missing for this platform */
export async function loadKoffi(): Promise<Koffi> {
  return (await import('koffi')).default;
}
