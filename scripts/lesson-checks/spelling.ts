// Spelling of what people read: prose, questions and titles, in British English. Code, inline code and addresses are not
// prose. Words of the trade are in lessons/words.txt.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dictionary from 'dictionary-en-gb'
import nspell from 'nspell'
import { visit } from 'unist-util-visit'
import { readMarkdown, readMdx } from './read-mdx.ts'

export const wordsFile = 'lessons/words.txt'

export type Speller = {
  /** One sentence per word that no dictionary has. `name` is how the sentences call the file. */
  faults(file: { name: string; source: string }): string[]
}

/** Loads the dictionary and the workbook's own words. */
export function createSpeller(root: string): Speller {
  const speller = nspell({ aff: Buffer.from(dictionary.aff), dic: Buffer.from(dictionary.dic) })
  const own = join(root, wordsFile)
  if (existsSync(own)) {
    for (const line of readFileSync(own, 'utf8').split('\n')) {
      const word = line.replace(/#.*/, '').trim()
      if (word !== '') speller.add(word)
    }
  }

  return {
    faults({ name, source }) {
      const faults: string[] = []
      for (const { text, line } of proseOf(name, source)) {
        for (const word of wordsOf(text)) {
          if (speller.correct(word)) continue
          const [better] = speller.suggest(word)
          faults.push(
            `${name}:${line} has the word "${word}"${better ? `; is it "${better}"?` : '.'} If it is right, add it to ${wordsFile}`,
          )
        }
      }
      return faults
    },
  }
}

type Prose = { text: string; line: number }

const proseAttributes = new Set(['question', 'title', 'unit'])

function proseOf(name: string, source: string): Prose[] {
  if (name.endsWith('.yaml')) {
    return source.split('\n').map((text, index) => ({
      text: text.replace(/^\s*-?\s*(term|also|text|see):/, '').replace(/^\s*#/, ''),
      line: index + 1,
    }))
  }
  const prose: Prose[] = []
  // The names of checks behind a hint's number are the code's.
  const text = source.replaceAll(/^(## Hint \d+) \(.*\)$/gm, '$1')
  visit(name.endsWith('.mdx') ? readMdx(text) : readMarkdown(text), (node) => {
    const line = node.position?.start.line ?? 0
    if (node.type === 'text' || node.type === 'yaml') {
      // Front matter begins behind its dashes.
      const first = node.type === 'yaml' ? line + 1 : line
      for (const [index, text] of node.value.split('\n').entries()) {
        prose.push({ text, line: first + index })
      }
    }
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      for (const attribute of node.attributes) {
        if (attribute.type !== 'mdxJsxAttribute' || !proseAttributes.has(attribute.name)) continue
        if (typeof attribute.value === 'string') {
          prose.push({ text: attribute.value.replaceAll(/`[^`]*`/g, ' '), line })
        }
      }
    }
  })
  return prose
}

/** Words as a dictionary has them: no addresses, no file names, no CAPITALS, nothing with a digit or a point in it. */
function wordsOf(text: string): string[] {
  const plain = text
    .replaceAll(/https?:\/\/\S+/g, ' ')
    .replaceAll(/[“”"„]/g, ' ')
    .replaceAll('’', "'")
  const words: string[] = []
  for (const token of plain.split(/[\s/…–—|()[\]{}*_]+/)) {
    const bare = token.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    if (!/^[\p{L}'-]+$/u.test(bare)) continue
    for (const part of bare.split('-')) {
      const word = part.replace(/'s$/, '').replaceAll(/^'|'$/g, '')
      if (word.length > 1 && word !== word.toUpperCase()) words.push(word)
    }
  }
  return words
}
