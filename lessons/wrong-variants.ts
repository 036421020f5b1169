// Known mistakes: `wrong/<name>.patch` holds only what differs from a file of the lesson's solution. The text above the patch's
// `---` line says what the mistake is. A mistake that a lesson shows, or that shares little with a solution, is a whole file.
import { readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { applyPatch } from 'diff'
import type { Plugin } from 'vite'

/**
 * Applies a patch of `lessons/<lesson>/wrong/`. `file` is what it changes, such as "solution/rate-limit.ts"; `text` is the
 * changed file. Throws when the patch does not fit that file.
 */
export function readPatched(patch: string): { file: string; text: string } {
  const written = readFileSync(patch, 'utf8')
  const [, file] = /^--- ((?:solution|solution-2)\/\S+)$/m.exec(written) ?? []
  if (file === undefined) {
    throw new Error(`${patch} has no line like "--- solution/rate-limit.ts"`)
  }
  const text = applyPatch(
    readFileSync(join(dirname(patch), '..', file), 'utf8'),
    written.slice(written.indexOf(`--- ${file}`)),
  )
  if (text === false) {
    throw new Error(`${patch} no longer fits ${file}. Make the patch again: see lessons/README.md`)
  }
  return { file, text }
}

/** Lets tests import `./wrong/<name>.patch` as the changed file, which imports what the solution beside it imports. */
export function wrongVariants(): Plugin {
  return {
    name: 'wrong-variants',
    enforce: 'pre',
    resolveId(source, importer) {
      const [path = '', query = ''] = source.split('?')
      if (!path.startsWith('./wrong/') || !path.endsWith('.patch') || !importer) return null
      const lesson = importer.slice(0, importer.lastIndexOf('/'))
      const { file } = readPatched(join(lesson, path))
      // The id ends like the file, by which Vite tells its language.
      const name = basename(path, '.patch') + extname(file)
      return `${lesson}/${file}?${query && `${query}&`}wrong=${name}`
    },
    load(id) {
      const [, lesson, raw, name] =
        /^(.*)\/solution(?:-2)?\/[^/]+\?(raw&)?wrong=([^.]+)/.exec(id) ?? []
      if (lesson === undefined || name === undefined) return null
      const patch = join(lesson, 'wrong', `${name}.patch`)
      this.addWatchFile(patch)
      const { text } = readPatched(patch)
      return raw ? `export default ${JSON.stringify(text)}` : text
    },
  }
}

/** Looks up what `import.meta.glob` found in `./wrong/` by its name without folder and extension. */
export function byName<T>(found: Record<string, T>): (name: string) => T {
  const named = new Map(
    Object.entries(found).map(([path, variant]) => [
      basename(path).replace(/\.[^.]+$/, ''),
      variant,
    ]),
  )
  return (name) => {
    const variant = named.get(name)
    if (variant === undefined) throw new Error(`wrong/ has no ${name}`)
    return variant
  }
}
