// Module hooks of a check process. What a lesson's tests call ./solution/ is the learner's folder, `vitest` is what runs
// here in its place, and a file's `?raw` is its text, as Vite has it.
// Source: https://nodejs.org/docs/latest-v20.x/api/module.html#customization-hooks
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

let subject = { lessons: '', folder: '', vitest: '', checkout: '' }

/** @param {typeof subject} given */
export function initialize(given) {
  subject = given
}

/** @type {import('node:module').ResolveHook} */
export const resolve = async (specifier, context, next) => {
  const parent = context.parentURL ?? ''
  if (specifier === 'vitest' && parent.startsWith(subject.checkout) && parent !== subject.vitest) {
    return { url: subject.vitest, format: 'module', shortCircuit: true }
  }
  const test = parent.startsWith(subject.lessons) && /\/lesson\.test\.ts(\?|$)/.test(parent)
  const found =
    test && specifier.startsWith('./solution/')
      ? new URL(specifier.slice('./solution/'.length), subject.folder).href
      : specifier
  if (found.endsWith('?raw')) {
    return { url: new URL(found, parent).href, format: 'module', shortCircuit: true }
  }
  // A workspace outside of the checkout has no node_modules above it: it uses the workbook's.
  const bare = !/^(\.{0,2}\/|[a-z]+:)/.test(found)
  const outside = parent.startsWith(subject.folder) && !parent.startsWith(subject.checkout)
  return next(found, bare && outside ? { ...context, parentURL: subject.lessons } : context)
}

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, next) => {
  if (url.endsWith('?raw')) {
    const text = await readFile(fileURLToPath(url.slice(0, -'?raw'.length)), 'utf8')
    const source = `export default ${JSON.stringify(text)}`
    return { format: 'module', source, shortCircuit: true }
  }
  // No package.json above it says so, but TypeScript of the exercises is always a module.
  const module = url.startsWith(subject.folder) && /\.ts(\?|$)/.test(url)
  return next(url, module ? { ...context, format: 'module' } : context)
}
