export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How the first bytes say a text is encoded, and how many of them are the byte order mark. */
export const detectEncoding = (head: Buffer): { encoding: Encoding; bom: number } => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  // headings are ASCII: without a mark, UTF-16 shows as every other byte being zero
  const sample = head.subarray(0, 512);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const half = sample.length / 2;
  if ((zeros[1] ?? 0) > half * 0.8) return { encoding: 'utf-16le', bom: 0 };
  if ((zeros[0] ?? 0) > half * 0.8) return { encoding: 'utf-16be', bom: 0 };
  return { encoding: 'utf-8', bom: 0 };
};
