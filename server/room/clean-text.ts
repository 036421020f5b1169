// Text that people type for others to read. It is shown as text, never as markup; what would break a line, turn its
// direction or hide in it is taken out.
import { longestName } from './bounds.ts'

// Controls, separators of lines, direction marks and spaces of no width. Joiners stay: scripts and emoji need them.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u

/** A name as it is shown, or null for none. At most 40 characters; longer ones are cut. */
export function cleanName(name: string | null): string | null {
  const plain = (name ?? '').normalize('NFC').replace(invisible, ' ').replace(/\s+/g, ' ').trim()
  const cut = [...plain].slice(0, longestName).join('').trim()
  return visible.test(cut) ? cut : null
}

/** A message with its line breaks, or null for none. */
export function cleanMessage(text: string | null): string | null {
  const lines = (text ?? '').normalize('NFC').split(/\r?\n/)
  return (
    lines
      .map((line) => line.replace(invisible, ' ').trimEnd())
      .join('\n')
      .trim() || null
  )
}
