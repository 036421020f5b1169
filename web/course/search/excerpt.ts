import { foldWord } from '../../core/search-options.ts'

export type ExcerptPart = { text: string; marked: boolean }

const wordsBefore = 8
const wordsShown = 30

/**
 * The place of a text where the searched words stand first and closest together, with those words marked.
 * @param terms as they were found in the text, folded: MiniSearch's `match`
 */
export function excerpt(text: string, terms: readonly string[]): ExcerptPart[] {
  const found = new Set(terms)
  const tokens = text.match(/\S+\s*/g) ?? []
  const hits = tokens.map((token) => coreOf(token).some((word) => found.has(word)))
  const start = Math.max(0, densest(hits) - wordsBefore)
  const shown = tokens.slice(start, start + wordsShown)
  const parts: ExcerptPart[] = start > 0 ? [{ text: '… ', marked: false }] : []
  for (const [index, token] of shown.entries()) {
    const word = token.trimEnd()
    push(parts, { text: word, marked: hits[start + index] ?? false })
    push(parts, { text: token.slice(word.length), marked: false })
  }
  if (start + wordsShown < tokens.length) push(parts, { text: '…', marked: false })
  return parts
}

/** Where the most hits fall into one excerpt; the first such place. */
function densest(hits: boolean[]): number {
  let best = 0
  let most = 0
  for (const [start, hit] of hits.entries()) {
    if (!hit) continue
    const count = hits.slice(start, start + wordsShown - wordsBefore).filter(Boolean).length
    if (count > most) {
      best = start
      most = count
    }
  }
  return best
}

/** The words in a token, as the index has them: "Retry-After," holds two. */
function coreOf(token: string): string[] {
  return (token.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(foldWord)
}

function push(parts: ExcerptPart[], part: ExcerptPart): void {
  const last = parts.at(-1)
  if (part.text === '') return
  if (last && last.marked === part.marked) last.text += part.text
  else parts.push(part)
}
