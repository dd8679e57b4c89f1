import { z } from 'zod';

/** Settings of the application on this machine, not of a workspace. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  /** Runs that may train at once. */
  concurrentRuns: z.int().min(1).max(16).default(1),
  /** Threads offered to new experiments that leave `engine.threads` out. */
  reduceMotion: z.boolean().default(false),
  /** Keep the computer awake while a run trains. */
  preventSleep: z.boolean().default(true),
  /** A notice of the operating system when a run ends. */
  notifications: z.boolean().default(true),
  /** Pane state: side list and inspector folded or not. */
  sideListOpen: z.boolean().default(true),
  inspectorOpen: z.boolean().default(true),
  zoom: z.number().min(0.5).max(3).default(1),
});
export type Settings = z.infer<typeof settingsSchema>;

export const doctorCheckSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  state: z.enum(['ok', 'info', 'warning', 'error']),
  value: z.string(),
  /** How to get what is missing; empty when nothing is. */
  nextStep: z.string(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const sourceSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  path: z.string(),
  fingerprint: z.string(),
  rows: z.int(),
  bytes: z.int(),
  warnings: z.array(z.string()),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  credits: z.array(z.string()),
  /** Where it was found: registered in the workspace, `ASSAY_DATA`, a sample that ships with the app, or the program itself. */
  origin: z.enum(['workspace', 'environment', 'sample', 'built-in']),
  checkedAt: z.int().nullable(),
});
export type Source = z.infer<typeof sourceSchema>;

export const workspaceSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  isSample: z.boolean(),
  runCount: z.int(),
  openedAt: z.int(),
});
export type Workspace = z.infer<typeof workspaceSchema>;
