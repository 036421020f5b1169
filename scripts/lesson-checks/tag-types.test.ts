// The lessons' tags against their real components: in a scratch checkout, so that no other test sees the wrong ones.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tagFaults } from './tag-types.ts'

const root = mkdtempSync(join(tmpdir(), 'tags-'))
beforeAll(() => {
  for (const part of ['web', 'server', 'tsconfig.json'])
    cpSync(part, join(root, part), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
})
afterAll(() => rmSync(root, { recursive: true }))

const lessons = {
  '01-good':
    '---\ntitle: T\n---\n\nText <TryIt send={1}>Send</TryIt> on.\n\n<Quiz question="Why {this}?">\n  <Choice correct>\n    Yes. <Why>Because `a`.</Why>\n  </Choice>\n</Quiz>\n',
  '02-unknown': 'Text\n\nText\n\n<Asid kind="note">x</Asid>\n',
  '03-wrong-prop': '# H\n\n<Aside kynd="note">x</Aside>\n',
  '04-wrong-kind': '<Predict\n  question="Q"\n  run={{ bursts: 10 }}\n/>\n',
  '05-missing':
    'A\n\nB <TryIt send="1">go</TryIt>\n\n- item\n\n  <Exercise>\n    x\n  </Exercise>\n',
}

test('wrong names, props and kinds are named at their line; good tags are not', async () => {
  for (const [lesson, source] of Object.entries(lessons)) {
    mkdirSync(join(root, 'lessons', lesson), { recursive: true })
    writeFileSync(join(root, 'lessons', lesson, 'lesson.mdx'), source)
  }
  const faults = await tagFaults({ root, lessons: Object.keys(lessons) })
  expect(faults.get('01-good')).toEqual([])
  expect(faults.get('02-unknown')?.join()).toMatch(/lesson\.mdx:5 Property 'Asid' does not exist/)
  expect(faults.get('03-wrong-prop')?.join()).toMatch(/lesson\.mdx:3 .*kynd/)
  expect(faults.get('04-wrong-kind')?.join()).toMatch(/lesson\.mdx:1 .*bursts/)
  expect(faults.get('05-missing')).toEqual([
    expect.stringMatching(/lesson\.mdx:3 Type 'string' is not assignable/),
    expect.stringMatching(/lesson\.mdx:7 Property 'lesson' is missing/),
  ])
}, 60_000)
