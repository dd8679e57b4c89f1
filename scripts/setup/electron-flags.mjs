import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from './say.mjs';

function kernelSetting(name) {
  try {
    return Number(readFileSync(path.join('/proc/sys', name), 'utf8'));
  } catch {
    return undefined; // This kernel has no such setting, so it restricts nothing.
  }
}

const forbidsUserNamespaces = () =>
  kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === 1 ||
  kernelSetting('kernel/unprivileged_userns_clone') === 0 ||
  kernelSetting('user/max_user_namespaces') === 0;

function hasSetuidSandbox(dist) {
  const helper = statSync(path.join(dist, 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
}

function sandboxFlags(dist) {
  // Chromium refuses to run its sandbox as root, as in most containers, which have no graphics card either.
  if (process.getuid() === 0) return ['--no-sandbox', '--disable-gpu'];
  if (!forbidsUserNamespaces() || hasSetuidSandbox(dist)) return [];
  const helper = path.join(dist, 'chrome-sandbox');
  say('this system forbids user namespaces, so the window runs without its sandbox.');
  say(`to have it: sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`);
  return ['--no-sandbox'];
}

/** The command-line flags Electron needs on this machine. */
export function electronFlags({ dist }) {
  if (process.platform !== 'linux') return [];
  const isWaylandOnly = process.env.WAYLAND_DISPLAY && !process.env.DISPLAY;
  return [...sandboxFlags(dist), ...(isWaylandOnly ? ['--ozone-platform=wayland'] : [])];
}
