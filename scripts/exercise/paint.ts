import { stripVTControlCharacters } from 'node:util'

export type Paint = {
  bold(text: string): string
  quiet(text: string): string
  good(text: string): string
  bad(text: string): string
  note(text: string): string
}

/** Colours, or none where the output is no terminal, TERM is dumb or NO_COLOR is set (https://no-color.org). */
export function createPaint({ colours }: { colours: boolean }): Paint {
  const wrap = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text)
  return { bold: wrap(1), quiet: wrap(2), good: wrap(32), bad: wrap(31), note: wrap(36) }
}

/**
 * Breaks `text` at spaces into lines of at most `columns`, each after the first with `indent` before it. Nothing in it can
 * move the cursor or change colours: what a learner's code wrote is shown as text.
 */
export function wrapText(text: string, columns: number, indent = ''): string[] {
  const width = Math.max(columns, indent.length + 1)
  const lines: string[] = []
  for (const line of plain(text).split('\n')) {
    let rest = lines.length === 0 ? line : indent + line
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width)
      // Not within the blanks at its beginning: that would leave a line with nothing on it.
      const cut = space > rest.search(/\S/) ? space : width
      lines.push(rest.slice(0, cut))
      rest = indent + rest.slice(cut).trimStart()
    }
    lines.push(rest)
  }
  return lines
}

export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('\t', '  ')
}
