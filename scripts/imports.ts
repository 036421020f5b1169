// Reads who imports whom, from the syntax trees of the checkout's own files.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'

export type Import = {
  /** Paths from the checkout's root. */
  from: string
  to: string
  /** True where only types are imported. */
  type: boolean
}

/** Every import, re-export and `import()` with a relative path, in TypeScript, JavaScript and MDX files under `folders`. */
export function readImports(root: string, folders: string[]): Import[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', ...folders],
    { cwd: root, encoding: 'utf8' },
  )
  return listed
    .split('\n')
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && existsSync(join(root, file)))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
}

function importsOf(file: string, code: string): Import[] {
  const { module, errors } = parseSync(file, code)
  const [error] = errors
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      path: moduleRequest.value,
      type: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ path: moduleRequest.value, type: isType }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      path: code.slice(start + 1, end - 1),
      type: false,
    })),
  ]
  return found
    .filter(({ path }) => path.startsWith('.'))
    .map(({ path, type }) => ({
      from: file,
      to: posix.join(posix.dirname(file), path.replace(/\?.*$/, '')),
      type,
    }))
}
