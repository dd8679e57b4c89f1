/** Vite turns the file into a `data:` URL, so the bundle needs no path to it. */
declare module '*.wasm?url&inline' {
  const dataUrl: string;
  export default dataUrl;
}
