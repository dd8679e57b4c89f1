import type { GenerateOutput } from '#contract/jobs';
export function generateTracking(_directory: string, _seed: number): GenerateOutput {
  return { files: [], rows: 0 };
}
