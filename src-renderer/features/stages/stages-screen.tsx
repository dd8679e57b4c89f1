/** Placeholder until the board is drawn. */
export function StagesScreen() {
  return null;
}
