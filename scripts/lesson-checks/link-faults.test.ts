import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linkFaults, readLinkTargets } from './link-faults.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'links-'))
  mkdirSync(join(root, 'lessons/04-a'), { recursive: true })
  mkdirSync(join(root, 'lessons/05-b'))
  writeFileSync(join(root, 'lessons/05-b/lesson.mdx'), '## The script\n\n### Line by line\n')
  writeFileSync(join(root, 'lessons/glossary.yaml'), '- term: hash tag\n  text: A part.\n')
})
afterEach(() => rmSync(root, { recursive: true }))

async function faultsOf(link: string): Promise<string[]> {
  writeFileSync(
    join(root, 'lessons/04-a/lesson.mdx'),
    `## Here\n\n<Aside>\n  See ${link}.\n</Aside>\n`,
  )
  return linkFaults({ root, lesson: '04-a', targets: await readLinkTargets(root) })
}

test.each([
  '[x](/lessons/05-b/)',
  '[x](/lessons/05-b/#the-script)',
  '[x](/lessons/05-b/#line-by-line)',
  '[x](#here)',
  '[x](/playground/)',
  '[x](/glossary/#hash-tag)',
  '[x](/api/saka)',
  '[x](https://valkey.io/commands/incr/)',
])('%s leads somewhere', async (link) => {
  expect(await faultsOf(link)).toEqual([])
})

test.each([
  ['[x](/lessons/06-c/)', 'there is no such page'],
  ['[x](/lessons/05-b)', 'a page’s address ends in /'],
  ['[x](/lessons/05-b/#the-scripts)', 'that page has no part "the-scripts"; it has "the-script"'],
  ['[x](#nowhere)', 'that page has no part "nowhere"'],
  ['[x](/glossary/#hash-tags)', 'that page has no part "hash-tags"; it has "hash-tag"'],
  ['[x](../05-b/)', 'write it from the root'],
  ['[x](http://valkey.io/)', 'only https://'],
  ['[x](javascript:alert)', 'only https://'],
])('%s is named with its line', async (link, fault) => {
  const [first] = await faultsOf(link)
  expect(first).toContain('lesson.mdx:4 links to')
  expect(first).toContain(fault)
})
