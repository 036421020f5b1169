import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lessonPlugins } from './lesson-plugins.ts'

const frontMatter = '---\ntitle: T\nsummary: S\nminutes: 5\nobjectives: [o]\n---\n\n'
const script =
  "-- region: script\nlocal count = redis.call('INCR', KEYS[1])\n-- endregion: script\n"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lessons-'))
  write('server/limiter/counter.lua', script)
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

function writeLesson(folder: string, text: string) {
  write(`lessons/${folder}/lesson.mdx`, frontMatter + text)
}

/** Builds a page that holds every lesson and the list of them; gives its JavaScript. */
async function buildLessons(): Promise<string> {
  write(
    'web/entry.js',
    "export { lessons } from 'virtual:lessons'\nexport default import.meta.glob('../lessons/*/lesson.mdx', { eager: true })",
  )
  const built = await build({
    root: join(root, 'web'),
    configFile: false,
    logLevel: 'silent',
    plugins: lessonPlugins({ root }),
    build: {
      write: false,
      minify: false,
      rolldownOptions: { external: /^react/ },
      lib: { entry: 'entry.js', formats: ['es'] },
    },
  })
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  return outputs.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n')
}

test('<Code> gets language, source, first line and coloured lines', async () => {
  writeLesson(
    '04-counter',
    '<Code file="server/limiter/counter.lua" region="script" title="Ours" />',
  )
  const code = await buildLessons()
  expect(code).toContain('language: "lua"')
  expect(code).toContain(`source: "local count = redis.call('INCR', KEYS[1])"`)
  expect(code).toContain('startLine: 2')
  expect(code).toContain('title: "Ours"')
  expect(code).toContain('className: "tk-function"')
})

test('<Code> inside a sentence and inside another component is filled too', async () => {
  const tag = '<Code file="server/limiter/counter.lua" />'
  writeLesson('04-counter', `Look: ${tag} here.\n\n<Aside kind="note">\n  ${tag}\n</Aside>`)
  const code = await buildLessons()
  expect(code.match(/startLine: 2/g)).toHaveLength(2)
})

test('a fence becomes a <Code> without a file', async () => {
  writeLesson('04-counter', '```sh\nnpm start\n```')
  const code = await buildLessons()
  expect(code).toContain('language: "sh"')
  expect(code).toContain('source: "npm start"')
  expect(code).not.toContain('startLine')
})

test('front matter is neither shown nor exported', async () => {
  writeLesson('04-counter', 'Hello.')
  const code = await buildLessons()
  expect(code).toContain('"Hello."')
  expect(code).not.toContain('minutes: 5')
  expect(code).not.toContain('frontmatter')
})

test('virtual:lessons lists the lessons by number, sections with the ids of their headings', async () => {
  writeLesson('10-later', 'Text.')
  writeLesson('04-counter', '## Why not `GET` then SET?\n\n### Small\n\n## Twice\n\n## Twice')
  cpSync(join(root, 'server/limiter/counter.lua'), join(root, 'lessons/README.md'))
  const code = await buildLessons()
  const { lessons } = await import(`data:text/javascript,${encodeURIComponent(listIn(code))}`)
  expect(lessons).toEqual([
    {
      folder: '04-counter',
      number: 4,
      title: 'T',
      summary: 'S',
      minutes: 5,
      objectives: ['o'],
      sections: [
        { id: 'why-not-get-then-set', title: 'Why not GET then SET?' },
        { id: 'twice', title: 'Twice' },
        { id: 'twice-1', title: 'Twice' },
      ],
      questions: [],
    },
    expect.objectContaining({ folder: '10-later', number: 10, sections: [] }),
  ])
  for (const id of ['why-not-get-then-set', 'twice', 'twice-1']) {
    expect(code).toContain(`id: "${id}"`)
  }
})

function listIn(code: string): string {
  const list = /(?:const|let|var) lessons = (\[[\s\S]*?\n?\]);\n/.exec(code)?.[1]
  return `export const lessons = ${list}`
}

test.each([
  ['<Code file="server/gone.lua" />', 'server/gone.lua cannot be read'],
  [
    '<Code file="server/limiter/counter.lua" region="expiry" />',
    'server/limiter/counter.lua has no region "expiry": it has "script"',
  ],
  ['<Code region="script" />', '<Code> needs a file'],
  ['<Code file={name} />', '<Code> takes file as plain text'],
  [
    '<Code file="server/limiter/counter.lua" highlight="9" />',
    'highlight="9" must be lines such as "2,4-6", from 1 to 1 here',
  ],
  ['<Code file="package.yml" />', 'cannot be read'],
  ['```ts\nconst a = 1\n```', 'a fence holds "ts" code, which no test runs'],
  ['```lua\nreturn 1\n```', 'a fence holds "lua" code, which no test runs'],
  ['```rust\nfn\n```', 'a fence names the language "rust": use one of ts, tsx, lua, sh'],
])('%s fails the build and names the lesson, its line and the fault', async (text, fault) => {
  writeLesson('04-counter', text)
  const message = await buildLessons().catch(String)
  expect(message).toContain('lessons/04-counter/lesson.mdx:8:1')
  expect(message).toContain(fault)
})

test('a file whose language is not known is refused', async () => {
  write('server/notes.rs', 'fn main() {}')
  writeLesson('04-counter', '<Code file="server/notes.rs" />')
  await expect(buildLessons()).rejects.toThrow('server/notes.rs has no known language')
})

test('a badly named folder, a folder without a lesson and a number used twice are named', async () => {
  writeLesson('4-counter', '')
  await expect(buildLessons()).rejects.toThrow(
    'lessons/4-counter must be named like 04-atomic-counter',
  )
  rmSync(join(root, 'lessons/4-counter'), { recursive: true })
  mkdirSync(join(root, 'lessons/04-counter'))
  await expect(buildLessons()).rejects.toThrow('lessons/04-counter has no lesson.mdx')
  writeLesson('04-counter', '')
  writeLesson('04-other', '')
  await expect(buildLessons()).rejects.toThrow(
    'lessons/04-other and lessons/04-counter have the same number',
  )
})
