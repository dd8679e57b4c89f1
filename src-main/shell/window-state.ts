import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isReachable } from './reachable-bounds';

/** Where the window was when it was last closed. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

const DEFAULT_SIZE = { width: 1440, height: 900 };

const isRectangle = (value: unknown): value is Rectangle =>
  typeof value === 'object' &&
  value !== null &&
  ['x', 'y', 'width', 'height'].every((key) => Number.isInteger((value as Record<string, unknown>)[key]));

/** @returns the stored state, or null when there is none or its display is gone */
export function loadWindowState(file: string): WindowState | null {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { bounds?: unknown; isMaximized?: unknown };
    if (!isRectangle(stored.bounds)) return null;
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    return isReachable(stored.bounds, workAreas)
      ? { bounds: stored.bounds, isMaximized: stored.isMaximized === true }
      : null;
  } catch {
    // No file yet, or a damaged one: the default size is the right answer to both.
    return null;
  }
}

/** @returns size and place for a new window */
export function initialBounds(state: WindowState | null): Partial<Rectangle> {
  return state ? state.bounds : DEFAULT_SIZE;
}

/** Writes the state when the window closes; an error is no reason to keep a window open, so it is only logged. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    } catch (error) {
      console.error('The place of the window could not be kept:', error);
    }
  });
}
