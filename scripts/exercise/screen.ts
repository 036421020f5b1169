// A terminal as one screen that is drawn whole: a title, a part that scrolls, and two lines at the foot. 80 columns by 24
// rows are enough.
import { stripVTControlCharacters } from 'node:util'
import { cliMessages as text } from './messages.ts'
import { type Paint, wrapText } from './paint.ts'

export type View = {
  title: string
  /** What stands at the right of the title. */
  aside: string
  body: string[]
  /** One line above the keys; empty for none. */
  note: string
  keys: string
}

export type Size = { columns: number; rows: number }

/** The lines of the whole screen, from `offset` of the body on, and how far the body can be scrolled. */
export function drawScreen(
  { title, aside, body, note, keys }: View,
  { columns, rows }: Size,
  { offset, paint }: { offset: number; paint: Paint },
): { lines: string[]; furthest: number } {
  const shownKeys = wrapKeys(keys, columns - 2)
  const shownNote = wrapText(note, columns - 2).slice(0, 2)
  const room = Math.max(3, rows - 4 - shownNote.length - shownKeys.length)
  const furthest = Math.max(0, body.length - room + (body.length > room ? 1 : 0))
  const from = Math.min(offset, furthest)
  const fits = body.length <= room
  const shown = body.slice(from, from + (fits ? room : room - 1))
  const left = body.length - from - shown.length
  const gap = columns - 2 - title.length - aside.length
  const beside = gap > 0 ? `${' '.repeat(gap)}${paint.quiet(aside)}` : ''
  return {
    lines: [
      ` ${paint.bold(title.slice(0, columns - 2))}${beside}`,
      '',
      ...shown.map((line) => ` ${clip(line, columns - 2)}`),
      ...(fits ? [] : [paint.quiet(` ${left > 0 ? text.moreLines(left) : text.atEnd}`)]),
      '',
      ...shownNote.map((line) => ` ${line}`),
      ...shownKeys.map((line) => ` ${paint.quiet(line)}`),
    ],
    furthest,
  }
}

/** Between two keys, never within one. */
function wrapKeys(keys: string, width: number): string[] {
  const lines: string[] = []
  for (const key of keys.split(/ {2,}/)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last}  ${key}`.length <= width)
      lines[lines.length - 1] = `${last}  ${key}`
    else lines.push(key)
  }
  return lines
}

/** A line that is too long would break the screen; code in a diff may be. */
function clip(line: string, width: number): string {
  const bare = stripVTControlCharacters(line)
  if (bare.length <= width) return line
  // One colour for all of it is all that a line has.
  const open = line.startsWith('\x1b') ? line.slice(0, line.indexOf('m') + 1) : ''
  return `${open}${bare.slice(0, width - 1)}…${open && '\x1b[0m'}`
}
