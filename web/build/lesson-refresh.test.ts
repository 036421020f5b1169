// What a browser is told while somebody writes: the lesson's own text and the files it shows refresh in place, and only
// a change of the list (title, order, headings) reloads the page.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { createServer, type HotPayload, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lessonPlugins } from './lesson-plugins.ts'

const root = mkdtempSync(join(tmpdir(), 'refresh-'))
const lesson = join(root, 'lessons/04-counter/lesson.mdx')
const shown = join(root, 'counter.lua')
let server: ViteDevServer
let told: HotPayload[]

function writeLesson(text: string) {
  const frontMatter = '---\ntitle: T\nsummary: S\nminutes: 5\nobjectives: [o]\n---\n'
  writeFileSync(lesson, `${frontMatter}\n${text}\n\n<Code file="counter.lua" />\n`)
}

beforeAll(async () => {
  mkdirSync(join(root, 'lessons/04-counter'), { recursive: true })
  // The compiled lesson imports React, which is found from the folder it lies in.
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  writeFileSync(shown, 'return 1')
  writeLesson('## One')
  writeFileSync(
    join(root, 'main.tsx'),
    "import { lessons } from 'virtual:lessons'\nconsole.log(lessons)",
  )
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    // Changes are announced by the test: a file watcher would make it wait and guess.
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [...lessonPlugins({ root }), react({ include: /\.(mdx|tsx)$/ })],
  })
  const { client } = server.environments
  client.hot.send = (payload: HotPayload | string) => {
    if (typeof payload === 'object') told.push(payload)
  }
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

async function tellAfterChangeOf(file: string): Promise<HotPayload['type'][]> {
  for (const url of ['/main.tsx', 'virtual:lessons', '/lessons/04-counter/lesson.mdx']) {
    await server.transformRequest(url)
  }
  told = []
  server.watcher.emit('change', file)
  await expect.poll(() => told.length).toBeGreaterThan(0)
  return told.map((payload) => payload.type)
}

test('a changed file refreshes the lesson that shows it', async () => {
  writeFileSync(shown, 'return 2')
  expect(await tellAfterChangeOf(shown)).toEqual(['update'])
})

test('a changed text refreshes in place, so what the reader has tried stays', async () => {
  writeLesson('A sentence.\n\n## One')
  expect(await tellAfterChangeOf(lesson)).toEqual(['update'])
})

test('a changed heading reloads the page, because the list of lessons shows it', async () => {
  writeLesson('A sentence.\n\n## Two')
  expect(await tellAfterChangeOf(lesson)).toEqual(['full-reload'])
})
