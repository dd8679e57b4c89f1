import type { ChartScene } from './chart-scene';
import type { ChartPalette } from './palette';

/** What a plot draws; replaced as a whole when data or colours change. */
export interface PlotState {
  readonly scene: ChartScene;
  readonly palette: ChartPalette;
}
