/** Whether a window can be shown: always on macOS and Windows, on Linux when a display server is named. */
export function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The command, under a virtual display where there is no real one. */
export function withDisplay(command) {
  return hasDisplay() ? command : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command];
}
