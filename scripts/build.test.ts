import { appendFile, cp, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPage } from './build.ts'

// A copy of the checkout, so that the page which a running workbook serves stays as it is.
const checkout = join(import.meta.dirname, '..')
let root = ''

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'workbook-build-')))
  for (const part of [
    'web',
    'lessons',
    'server',
    'scripts',
    'vite.config.ts',
    'tsconfig.json',
    'package.json',
  ]) {
    const filter = (path: string) => !/[\\/](node_modules|\.next)$/.test(path)
    await cp(join(checkout, part), join(root, part), { recursive: true, filter })
  }
  await symlink(join(checkout, 'node_modules'), join(root, 'node_modules'))
  await buildPage({ root })
}, 60_000)

afterAll(() => rm(root, { recursive: true, force: true }))

const read = (path: string) => readFile(join(root, 'dist', 'page', path), 'utf8')

test('a lesson is complete as HTML: heading, code, every text of the lesson', async () => {
  const html = await read('lessons/04-atomic-counter/index.html')
  expect(html).toContain('<html lang="en">')
  expect(html).toMatch(/<title>4 · [^<]+<\/title>/)
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(html).toContain('server/limiter/algorithms/fixed-window/fixed-window.lua')
  expect(html).toContain('INCR')
})

test('every address has its page, and so has an unknown one', async () => {
  const pages = await readdir(join(root, 'dist', 'page'), { recursive: true })
  const lessons = (await readdir(join(root, 'lessons'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `lessons/${name}/index.html`)
  for (const page of ['index.html', 'playground/index.html', '404.html', ...lessons]) {
    expect(pages).toContain(page)
  }
})

test('no page has inline code or style, which the content security policy would refuse', async () => {
  for (const page of [
    'index.html',
    'playground/index.html',
    'lessons/04-atomic-counter/index.html',
  ]) {
    const html = await read(page)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="/)
  }
})

test('what only the build needs does not reach the browser', async () => {
  const assets = await readdir(join(root, 'dist', 'page', 'assets'))
  for (const asset of assets.filter((name) => name.endsWith('.js'))) {
    expect(await read(`assets/${asset}`)).not.toMatch(/createHighlighter|ZodError|YAMLParseError/)
  }
})

test('a build that fails leaves the page as it was', async () => {
  const before = await read('lessons/04-atomic-counter/index.html')
  await appendFile(
    join(root, 'lessons', '04-atomic-counter', 'lesson.mdx'),
    '\n<Code file="server/limiter/missing.lua" />\n',
  )
  await expect(buildPage({ root })).rejects.toThrow(/missing\.lua/)
  expect(await read('lessons/04-atomic-counter/index.html')).toBe(before)
  expect(await readdir(join(root, 'dist'))).toEqual(['page'])
}, 60_000)
