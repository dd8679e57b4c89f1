import type { ConfigFile } from '#contract/configs';
import type { StudySummary } from '#contract/sweeps';

export type Opening =
  | { readonly kind: 'study'; readonly studyId: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'nothing' };

/**
 * What the screen shows for an address. An address without a choice opens the study that runs, else the newest one, else
 * the first sweep file.
 *
 * @param studies newest first
 */
export function openingOf(
  address: { readonly studyId: string | null; readonly file: string | null },
  studies: readonly Pick<StudySummary, 'studyId' | 'status'>[],
  files: readonly Pick<ConfigFile, 'path'>[],
): Opening {
  if (address.studyId !== null) return { kind: 'study', studyId: address.studyId };
  if (address.file !== null) return { kind: 'file', path: address.file };
  const study = studies.find(({ status }) => status === 'running') ?? studies[0];
  if (study !== undefined) return { kind: 'study', studyId: study.studyId };
  return files[0] === undefined ? { kind: 'nothing' } : { kind: 'file', path: files[0].path };
}
