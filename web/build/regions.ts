// A lesson shows parts of real files. A part is what stands between two marker comments:
//   // region: name   …   // endregion: name     in TypeScript
//   -- region: name   …   -- endregion: name     in Lua
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'

export type ShownCode = {
  /** The lines without their common indentation and without any marker; no newline at the end. */
  text: string
  /** Each line's number in the file. Markers are left out, so numbers may skip. */
  lineNumbers: number[]
}

type Marker = { opens: boolean; name: string }
type Line = { number: number; text: string }

/**
 * Reads a region of a file, or the whole file when no region is named.
 * @param file path from the repository's root, for example "server/limiter/algorithms/fixed-window/fixed-window.lua"
 * @throws Error when the file is missing or outside the root, the region is missing, or a marker has no partner
 */
export function readRegion(options: { root: string; file: string; region?: string }): ShownCode {
  const { root, file, region } = options
  const { lines, regions } = parseRegions(readInside(root, file), file)
  if (region === undefined) return toShownCode(lines, file)
  const found = regions.get(region)
  if (found === undefined) {
    const names = [...regions.keys()].map((name) => `"${name}"`)
    const existing = names.length > 0 ? `it has ${names.join(', ')}` : 'it has no regions'
    throw new Error(`${file} has no region "${region}": ${existing}`)
  }
  return toShownCode(found, `region "${region}" of ${file}`)
}

function readInside(root: string, file: string): string {
  const path = resolve(root, file)
  if (relative(root, path).startsWith('..')) {
    throw new Error(`${file} is outside the repository: name a file from the repository's root`)
  }
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${file} cannot be read: name a file from the repository's root`, { cause })
  }
}

function parseRegions(source: string, file: string) {
  const lines: Line[] = []
  const regions = new Map<string, Line[]>()
  const open = new Map<string, number>()
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const number = index + 1
    // The inspector's name for a branch of a script (server/inspector/script-lines.ts).
    if (/^\s*-- branch: /.test(text)) continue
    const marker = readMarker(text)
    if (marker === null) {
      lines.push({ number, text })
      for (const name of open.keys()) regions.get(name)?.push({ number, text })
    } else if (marker.opens) {
      if (regions.has(marker.name)) {
        throw new Error(`${file}:${number} opens region "${marker.name}" a second time`)
      }
      regions.set(marker.name, [])
      open.set(marker.name, number)
    } else if (!open.delete(marker.name)) {
      throw new Error(`${file}:${number} closes region "${marker.name}", which is not open`)
    }
  }
  for (const [name, number] of open) {
    throw new Error(`${file}:${number} opens region "${name}" and never closes it`)
  }
  return { lines, regions }
}

function readMarker(line: string): Marker | null {
  const match = /^\s*(?:\/\/|--|#)\s*(region:|endregion:)\s*(.*?)\s*$/.exec(line)
  return match ? { opens: match[1] === 'region:', name: match[2] ?? '' } : null
}

function toShownCode(lines: Line[], what: string): ShownCode {
  const isFull = (line: Line) => line.text.trim() !== ''
  const shown = lines.slice(lines.findIndex(isFull), lines.findLastIndex(isFull) + 1)
  if (shown.length === 0) throw new Error(`${what} is empty: there is nothing to show`)
  const indent = Math.min(...shown.filter(isFull).map((line) => line.text.search(/\S/)))
  return {
    text: shown.map((line) => line.text.slice(indent).trimEnd()).join('\n'),
    lineNumbers: shown.map((line) => line.number),
  }
}
