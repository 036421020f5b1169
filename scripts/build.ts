// Builds the page: assets for the browser, and every address as prerendered HTML, into dist/page/.
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Manifest } from 'vite'
import type { Prerendered } from '../web/app/prerender.tsx'

type Prerenderer = {
  pagePaths: string[]
  prerender(path: string): Promise<Prerendered>
}

/**
 * Builds into a folder of its own and puts it in the place of dist/page/ only when all of it is there: a build that
 * fails leaves the old page as it was. Throws Vite's error, which names the file.
 */
export async function buildPage({
  root,
  log = () => undefined,
}: {
  root: string
  log?: (line: string) => void
}): Promise<void> {
  const startedAt = performance.now()
  const dist = join(root, 'dist')
  await mkdir(dist, { recursive: true })
  const work = await mkdtemp(join(dist, '.building-'))
  const page = join(work, 'page')
  try {
    await viteBuild(root, { outDir: page, manifest: true })
    await viteBuild(root, {
      outDir: join(work, 'prerender'),
      ssr: 'app/prerender.tsx',
      copyPublicDir: false,
    })
    const prerenderer: Prerenderer = await import(
      pathToFileURL(join(work, 'prerender', 'prerender.js')).href
    )
    const count = await writePages(page, prerenderer)
    await rm(join(page, '.vite'), { recursive: true })
    await replaceFolder(join(dist, 'page'), page, join(work, 'old'))
    log(`Page built: ${count} pages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function viteBuild(root: string, options: NonNullable<Parameters<typeof build>[0]>['build']) {
  await build({
    configFile: join(root, 'vite.config.ts'),
    // Whatever NODE_ENV the caller has, learners get React's production build.
    mode: 'production',
    logLevel: 'warn',
    build: { ...options, emptyOutDir: true },
  })
}

async function writePages(page: string, { pagePaths, prerender }: Prerenderer): Promise<number> {
  const template = await readFile(join(page, 'index.html'), 'utf8')
  const manifest: Manifest = JSON.parse(
    await readFile(join(page, '.vite', 'manifest.json'), 'utf8'),
  )
  const files = [
    ...pagePaths.map((path) => ({ path, file: join(page, path, 'index.html') })),
    { path: '/404', file: join(page, '404.html') },
  ]
  for (const { path, file } of files) {
    await mkdir(join(file, '..'), { recursive: true })
    const head = links(manifest, path, template)
    await writeFile(file, fillTemplate(template, await prerender(path), head))
  }
  return files.length
}

const ownModules: Record<string, string> = {
  '/': '/StartPage.tsx',
  '/playground/': '/PlaygroundPage.tsx',
  '/glossary/': '/GlossaryPage.tsx',
  '/labs/': '/LabsPage.tsx',
  '/join/': '/join-page.ts',
  '/board/': '/board-page.ts',
  '/present/': '/present-page.ts',
  '/404': '/MissingPage.tsx',
}

function modulesOf(path: string): string[] {
  const own = ownModules[path]
  if (own) return [own]
  return path.startsWith('/labs/') ? ['/LabPage.tsx'] : ['/LessonLayout.tsx', `${path}lesson.mdx`]
}

/**
 * The text's font, and what the page's own modules import and the template does not link yet: style sheets, so that the
 * first paint has its styles, and chunks, which would otherwise be found only after main. Throws when the build lacks a
 * module.
 */
function links(manifest: Manifest, path: string, template: string): string[] {
  const chunkOf = (ending: string) => {
    const key = Object.keys(manifest).find((source) => source.endsWith(ending))
    if (!key) throw new Error(`The build has no chunk for ${ending}, which ${path} is made of.`)
    return key
  }
  const own = new Set(
    modulesOf(path).flatMap((ending) => [...withImports(manifest, chunkOf(ending))]),
  )
  const isNew = (file: string) => !template.includes(file)
  const chunks = [...own].flatMap((key) => manifest[key] ?? []).filter(({ file }) => isNew(file))
  const sheets = new Set(chunks.flatMap(({ css = [] }) => css).filter(isNew))
  const font = manifest[chunkOf('hyperlegible-next-latin-wght-normal.woff2')]?.file
  return [
    `<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin />`,
    ...chunks.map(({ file }) => `<link rel="modulepreload" href="/${file}" crossorigin />`),
    ...[...sheets].map((file) => `<link rel="stylesheet" href="/${file}" crossorigin />`),
  ]
}

/** This chunk and all that it imports, directly or not; what it loads later is left out. */
function withImports(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key]?.imports ?? []) withImports(manifest, next, found)
  return found
}

function fillTemplate(template: string, page: Prerendered, links: string[]): string {
  const head = [
    `<title>${escapeHtml(page.title)}</title>`,
    `<meta name="description" content="${escapeHtml(page.description)}" />`,
    ...(page.kind === 'missing' ? ['<meta name="robots" content="noindex" />'] : []),
    ...links,
  ].join('\n    ')
  return template.replace('<!--head-->', () => head).replace('<!--page-->', () => page.html)
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** rename() cannot put a folder over another, so the old one steps aside for a moment, and back if need be. */
async function replaceFolder(target: string, next: string, aside: string): Promise<void> {
  const hadOne = await rename(target, aside).then(
    () => true,
    () => false,
  )
  try {
    await rename(next, target)
  } catch (error) {
    if (hadOne) await rename(aside, target)
    throw error
  }
}
