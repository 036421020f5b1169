import { createHash } from 'node:crypto'

/**
 * Makes an id from outside fit to stand in a key: as it is, or as `sha256:<32 hex digits>` when it is longer than `longest`
 * characters (a key of 10 kB costs Valkey 10 kB), holds an invisible character (a newline, NUL), or holds `{` or `}`. With braces of their own clients could choose the
 * cluster slot of their counter (hash-tag.ts), and send everybody's to the same node.
 */
export function keyPart(id: string, longest = 128): string {
  const plain = id.length <= longest && !/[{}\p{C}]/u.test(id) && !id.startsWith('sha256:')
  return plain ? id : `sha256:${shortHash(id)}`
}

/** The first 128 bits of SHA-256, as 32 hex digits: short enough for a key, and no two ids meet by chance. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
