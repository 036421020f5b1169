// Links in lessons: each points at a page and a part of it that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { visit } from 'unist-util-visit'
import { readGlossary } from '../../web/build/read-glossary.ts'
import { readOutline } from '../../web/build/read-outline.ts'
import {
  glossaryPath,
  labPath,
  labsPath,
  playgroundPath,
  startPath,
} from '../../web/core/routes.ts'
import { labs } from '../../web/labs/labs.ts'
import { readMarkdown, readMdx } from './read-mdx.ts'

/** Address of a page -> the parts a link may point at. */
export type LinkTargets = Map<string, Set<string>>

/** Every page of the workbook with its anchors; lessons that cannot be read are faults of their own, told elsewhere. */
export async function readLinkTargets(root: string): Promise<LinkTargets> {
  const targets: LinkTargets = new Map()
  const labPages = labs.map(({ name }) => labPath(name))
  for (const path of [startPath, playgroundPath, labsPath, ...labPages])
    targets.set(path, new Set())
  targets.set(glossaryPath, new Set(readGlossary(root).map(({ id }) => id)))
  for (const folder of readdirSync(join(root, 'lessons'))) {
    const file = join(root, 'lessons', folder, 'lesson.mdx')
    if (!existsSync(file)) continue
    const outline = await readOutline(readFileSync(file, 'utf8'), file).catch(() => null)
    targets.set(`/lessons/${folder}/`, new Set(outline?.anchors ?? []))
  }
  return targets
}

/** One sentence per link of `lessons/<lesson>` that leads nowhere. */
export function linkFaults({
  root,
  lesson,
  targets,
}: {
  root: string
  lesson: string
  targets: LinkTargets
}): string[] {
  const faults: string[] = []
  for (const name of ['lesson.mdx', 'instructor.md', 'hints.md']) {
    const file = join(root, 'lessons', lesson, name)
    if (!existsSync(file)) continue
    const source = readFileSync(file, 'utf8')
    const tree = name.endsWith('.mdx') ? readMdx(source) : readMarkdown(source)
    visit(tree, (node) => {
      if (node.type !== 'link' && node.type !== 'definition' && node.type !== 'image') return
      const fault = faultOf(node.url, { page: `/lessons/${lesson}/`, targets })
      if (fault) faults.push(`${name}:${node.position?.start.line} links to ${node.url}: ${fault}`)
    })
  }
  return faults
}

function faultOf(url: string, { page, targets }: { page: string; targets: LinkTargets }) {
  if (/^[a-z][a-z+.-]*:/i.test(url)) {
    return url.startsWith('https://') && URL.canParse(url)
      ? undefined
      : 'only https:// addresses lead out of the workbook'
  }
  const [address = '', fragment] = url.split('#')
  // A page may be linked with something to start from: /playground/?endpoint=lab
  const [path = ''] = address.split('?')
  if (path.startsWith('/api/')) return undefined
  if (path !== '' && !path.startsWith('/')) return 'write it from the root, as /lessons/…/'
  const anchors = targets.get(path === '' ? page : path)
  if (!anchors) {
    return targets.has(`${path}/`) ? 'a page’s address ends in /' : 'there is no such page'
  }
  if (fragment === undefined || anchors.has(decodeURIComponent(fragment))) return undefined
  const near = [...anchors].find((each) => each.startsWith(fragment.slice(0, 6)))
  return `that page has no part "${fragment}"${near ? `; it has "${near}"` : ''}`
}
