// `npm run check:layers` reports imports that point up or sideways. The table is layers.ts; the linter finds import cycles.
import { join } from 'node:path'
import { type Import, readImports } from './imports.ts'
import { closed, contracts, layers, testFiles } from './layers.ts'

const root = join(import.meta.dirname, '..')
const imports = readImports(root, ['server', 'web', 'lessons', 'scripts'])
const product = imports.filter(({ from, to }) => !testFiles.test(from) && !testFiles.test(to))

const faults = [
  ...product.flatMap(faultOf),
  ...imports.filter(({ from }) => !testFiles.test(from)).flatMap(testImportFault),
]
for (const fault of faults) console.error(fault)
console.log(`${imports.length} imports read, ${faults.length} against the layers`)
process.exitCode = faults.length > 0 ? 1 : 0

function faultOf({ from, to }: Import): string[] {
  const [top, target] = [topOf(from), topOf(to)]
  for (const [folder, why] of closed) {
    const inside = from.match(folder)?.[0]
    if (inside && !to.startsWith(inside)) return [`${from} imports ${to}, but ${why}`]
  }
  if (target === 'scripts' && top !== 'scripts')
    return [`${from} imports ${to}: nothing imports scripts`]
  if (top === 'server' && (target === 'web' || target === 'lessons')) {
    return [`${from} imports ${to}: the server knows neither the page nor the lessons`]
  }
  if (
    top === 'web' &&
    target === 'server' &&
    !contracts.test(to) &&
    !from.startsWith('web/build/')
  ) {
    return [
      `${from} imports ${to}: the page imports only contract.ts and bounds.ts files of the server`,
    ]
  }
  if (top !== target || (top !== 'web' && top !== 'server')) return []
  const [above, below] = [placeOf(top, from), placeOf(top, to)]
  if (above.name === below.name || below.level > above.level) return []
  const direction = below.level === above.level ? 'sideways' : 'up'
  return [`${from} imports ${to}: an import may not point ${direction}`]
}

function testImportFault({ from, to }: Import): string[] {
  return testFiles.test(to) && topOf(from) !== 'scripts' && topOf(from) !== 'lessons'
    ? [`${from} imports ${to}: only tests do`]
    : []
}

function topOf(file: string): string {
  return file.slice(0, file.indexOf('/'))
}

function placeOf(top: 'web' | 'server', file: string): { name: string; level: number } {
  const name = file.split('/')[1] ?? ''
  const level = layers[top].findIndex((names) => names.includes(name))
  if (level === -1) throw new Error(`${top}/${name} has no place in scripts/layers.ts: add it`)
  return { name, level }
}
