import { linearRange, toShare } from './scales';

interface SparklineBox {
  readonly width: number;
  readonly height: number;
  readonly padding: number;
}

/** @returns the SVG path of the values over the whole width, and where the newest finite one lies */
export function sparklinePath(
  values: readonly number[],
  { width, height, padding }: SparklineBox,
): { readonly path: string; readonly last: { readonly x: number; readonly y: number } | null } {
  const range = linearRange(values);
  const place = (index: number) => ({
    x: round(padding + (values.length < 2 ? 0.5 : index / (values.length - 1)) * (width - 2 * padding)),
    y: round(padding + (1 - toShare(values[index]!, range, false)) * (height - 2 * padding)),
  });
  let path = '';
  let isOpen = false;
  values.forEach((value, index) => {
    const isFinite = Number.isFinite(value);
    if (isFinite) {
      const { x, y } = place(index);
      path += `${isOpen ? 'L' : 'M'}${x} ${y}`;
    }
    isOpen = isFinite;
  });
  const lastIndex = values.findLastIndex(Number.isFinite);
  return { path, last: lastIndex < 0 ? null : place(lastIndex) };
}

const round = (value: number): number => Math.round(value * 10) / 10;
