// Nothing lies in a lesson that nobody put there on purpose, and nothing is left to do.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const stray = /(^\.|~$|\.(orig|rej|bak|tmp|swp|log)$)/
const codeFolders = ['exercise', 'solution', 'solution-2', 'styles', 'wrong', 'guide']

/** One sentence per file that does not belong in `lessons/<lesson>`, and per text that still has a TODO. */
export function strayFaults(folder: string): string[] {
  const faults: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (stray.test(entry.name)) faults.push(`${entry.name} is a left-over: delete it`)
    if (!entry.isDirectory()) {
      if (/\.mdx?$/.test(entry.name)) faults.push(...todoFaults(folder, entry.name))
      continue
    }
    // A package of its own, such as an app: it has its own layout, and an installation that is not ours to judge.
    if (existsSync(join(folder, entry.name, 'package.json'))) continue
    for (const inner of readdirSync(join(folder, entry.name), { withFileTypes: true })) {
      const name = `${entry.name}/${inner.name}`
      if (stray.test(inner.name)) faults.push(`${name} is a left-over: delete it`)
      else if (inner.isDirectory()) faults.push(`${name}/ is a folder: ${entry.name}/ is flat`)
      else if (codeFolders.includes(entry.name) && !/\.(ts|tsx|lua)$/.test(inner.name)) {
        if (entry.name === 'wrong' && inner.name.endsWith('.patch')) continue
        faults.push(`${name} is no code: ${entry.name}/ holds .ts, .tsx and .lua`)
      }
    }
  }
  return faults
}

/** mount.ts puts a file of the exercise live: one sentence when that file is not in exercise/. */
export function mountFaults(folder: string): string[] {
  const mount = join(folder, 'mount.ts')
  if (!existsSync(mount)) return []
  const file = /^ {2}file: '([^']+)',$/m.exec(readFileSync(mount, 'utf8'))?.[1]
  if (file === undefined) return ["mount.ts names no file: write it as file: 'name.ts'"]
  if (existsSync(join(folder, 'exercise', file))) return []
  return [`mount.ts names ${file}, which is not in exercise/`]
}

function todoFaults(folder: string, name: string): string[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n')
  return lines.flatMap((line, index) =>
    line.includes('TODO') && !line.includes('`TODO`')
      ? `${name}:${index + 1} still has a TODO: ${line.trim()}`
      : [],
  )
}

const besideLessons = /^(README\.md|glossary\.yaml|words\.txt|[a-z-]+(\.test)?\.ts)$/

/** One sentence per entry of `lessons/` that is neither a lesson nor what lessons share. */
export function strayLessonsFaults(root: string): string[] {
  return readdirSync(join(root, 'lessons'), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return /^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/.test(entry.name)
        ? []
        : [`lessons/${entry.name}/ is no lesson: a lesson’s folder is named like 04-atomic-counter`]
    }
    return besideLessons.test(entry.name) ? [] : [`lessons/${entry.name} does not belong there`]
  })
}
