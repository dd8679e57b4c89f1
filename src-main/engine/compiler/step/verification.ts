/** After the two traces of its compilation a step is traced again at these calls: a schedule may change a constant late. */
const FIRST_CALL = 16;
const GROWTH = 8;

/**
 * Whether a step is due to be traced again before this call: at calls 16, 128, 1,024 and so on, so that the time spent
 * stays a vanishing part of the run.
 * @param call counts from 1
 */
export function isVerificationDue(call: number): boolean {
  for (let due = FIRST_CALL; due <= call; due *= GROWTH) if (due === call) return true;
  return false;
}
