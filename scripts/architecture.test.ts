// The walks of docs/architecture.md are real: each file exists, and neighbours are joined by an import or by the text
// that the list names, such as a route or an event.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Import, readImports } from './imports.ts'

const root = join(import.meta.dirname, '..')
const imports = readImports(root, ['server', 'web', 'lessons'])

type Station = { file: string; joint: string | undefined }

const walks = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    name: section.slice(0, section.indexOf('\n')),
    most: Number(section.match(/at most (\d+) files/)?.[1]),
    stations: Array.from(
      section.matchAll(/^\d+\. `([^`]+)`(?: \(by `([^`]+)`\))?/gm),
      ([, file = '', joint]): Station => ({ file, joint }),
    ),
  }))

test('there are three walks', () => {
  expect(walks.map(({ name }) => name)).toEqual([
    'A click to the counter',
    'An exercise to its verdict',
    'A raised hand to the board',
  ])
})

describe.each(walks)('$name', ({ most, stations }) => {
  test(`crosses at most ${most} files, each of which exists`, () => {
    const files = new Set(stations.map(({ file }) => file))
    expect(files.size).toBeGreaterThan(5)
    expect(files.size).toBeLessThanOrEqual(most)
    expect(stations.filter(({ file }) => !existsSync(join(root, file)))).toEqual([])
  })

  test.each(stations.slice(1).map((station, i) => [stations[i]?.file ?? '', station] as const))(
    '%s is joined to the next',
    (before, { file, joint }) => {
      if (joint === undefined) {
        const joined =
          imports.some(joins(before, file)) || reads(before, file) || reads(file, before)
        expect(joined, `${before} or ${file} imports the other`).toBe(true)
        return
      }
      for (const one of [before, file]) {
        expect(readFileSync(join(root, one), 'utf8'), `${one} names ${joint}`).toContain(joint)
      }
    },
  )
})

/** Whether one file imports the other; `import()` counts. */
function joins(one: string, other: string): (found: Import) => boolean {
  return ({ from, to }) => (from === one && to === other) || (from === other && to === one)
}

/** Whether a file reads the other one by its name, as it does with a Lua script or with a lesson's tests. */
function reads(file: string, other: string): boolean {
  return readFileSync(join(root, file), 'utf8').includes(basename(other, '.lua'))
}
