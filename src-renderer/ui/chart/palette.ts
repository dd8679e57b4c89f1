import { useEffect, useState } from 'react';

/** Colours that a canvas needs as values; everything in CSS uses the tokens themselves. */
export interface ChartPalette {
  readonly series: Readonly<Record<`--series-${number}`, string>>;
  readonly baseline: string;
  readonly grid: string;
  readonly axis: string;
  readonly pane: string;
  readonly text1: string;
  readonly text2: string;
  readonly text3: string;
  readonly envelopeOpacity: number;
  readonly fontFamily: string;
}

/** @returns the colours of the theme that is on now */
export function readPalette(root: Element = document.documentElement): ChartPalette {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`--series-${index + 1}`, token(`--series-${index + 1}`)]),
    ),
    baseline: token('--series-baseline'),
    grid: token('--chart-grid'),
    axis: token('--chart-axis'),
    pane: token('--bg-pane'),
    text1: token('--text-1'),
    text2: token('--text-2'),
    text3: token('--text-3'),
    envelopeOpacity: Number(token('--chart-envelope-opacity')),
    fontFamily: token('--font-ui'),
  };
}

/** Media that change tokens without touching `<html>`. */
const MEDIA = ['(prefers-color-scheme: light)', '(prefers-contrast: more)'] as const;

/**
 * Calls back whenever the tokens may have other values: theme attribute, system theme, contrast.
 *
 * @returns a function that ends it
 */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const lists = MEDIA.map((query) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    for (const list of lists) list.removeEventListener('change', onChange);
  };
}

/** The palette, read once a theme change. */
export function useChartPalette(): ChartPalette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => watchTheme(() => setPalette(readPalette())), []);
  return palette;
}
