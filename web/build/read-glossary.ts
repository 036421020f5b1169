// lessons/glossary.yaml -> the terms, checked. Build-time only.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { GlossaryTerm } from '../course/glossary/glossary-term.ts'

export const glossaryFile = 'lessons/glossary.yaml'

const schema = z.array(
  z.strictObject({
    term: z.string().min(1),
    also: z.array(z.string().min(1)).default([]),
    text: z.string().min(1).max(320),
    see: z.url({ protocol: /^https$/ }).exactOptional(),
  }),
)

/**
 * The terms in the order of the alphabet; none where there is no glossary.
 * @throws Error naming the entry that is wrong, and a word that two entries claim
 */
export function readGlossary(root: string): GlossaryTerm[] {
  const path = join(root, glossaryFile)
  if (!existsSync(path)) return []
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${glossaryFile}: entry ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const claimed = new Map<string, string>()
  const terms = parsed.data.map(({ term, also, text, see }) => {
    for (const word of [term, ...also]) {
      const other = claimed.get(word.toLowerCase())
      if (other !== undefined) {
        throw new Error(`${glossaryFile}: "${word}" stands under "${other}" and under "${term}"`)
      }
      claimed.set(word.toLowerCase(), term)
    }
    return { id: termId(term), term, also, text, ...(see !== undefined && { see }) }
  })
  return terms.sort((a, b) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' }))
}

/** The term's place on the page /glossary/, its `#fragment`. */
export function termId(term: string): string {
  return (term.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-')
}
