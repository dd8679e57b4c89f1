const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Names the hash in preprocessing facts and cache keys. */
export const EMBEDDING_HASH = 'fnv-1a-32';

/**
 * FNV-1a, 32 bit, over the characters of an ASCII text (http://www.isthe.com/chongo/tech/comp/fnv/).
 * @returns 0 to 2^32 - 1
 */
export function fnv1a32(text: string): number {
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, FNV_PRIME);
  }
  return hash >>> 0;
}

/**
 * Row of a player in the embedding table. The hash is fixed, so that training, cached batches and inference agree;
 * the original used its language's hash, which differs from process to process.
 *
 * @param rows rows for players; the padding row is `rows` itself
 */
export const embeddingIndex = (playerId: number, rows: number): number => fnv1a32(String(playerId)) % rows;
