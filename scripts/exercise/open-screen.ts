// The terminal while watch mode has it: keys come in, one view is on it, and its long part scrolls.
import { emitKeypressEvents } from 'node:readline'
import type { Paint } from './paint.ts'
import { drawScreen, type Size, type View } from './screen.ts'

type Key = { name?: string; ctrl?: boolean; sequence?: string }

export type Screen = {
  draw(): void
  /** By so many lines; null for the top. */
  scroll(by: number | null): void
  /** Whether the end of the view is on the screen. */
  atEnd(): boolean
  /** For the text on it, in columns. */
  width(): number
  /** Gives the terminal to `work`, an editor for example, and takes it again. */
  lend(work: () => Promise<void>): Promise<void>
  /** Gives it back as it was. */
  close(): void
}

/** `onKey` gets "n", "space", "return" …, and "quit" for Ctrl-C and Ctrl-D. `view` is asked whenever something is drawn. */
export function openScreen({
  view,
  onKey,
  paint,
}: {
  view: () => View
  onKey: (key: string) => void
  paint: Paint
}): Screen {
  const { stdin, stdout } = process
  let offset = 0
  let furthest = 0
  let lent = false
  let closed = false
  emitKeypressEvents(stdin)
  let giveBack = takeTerminal(process)
  stdin.on('keypress', press)
  stdout.on('resize', draw)

  return {
    draw,
    scroll(by) {
      offset = by === null ? 0 : Math.max(0, Math.min(offset + by, furthest))
    },
    atEnd: () => offset >= furthest,
    width: () => Math.max(40, size().columns - 2),
    async lend(work) {
      giveBack()
      lent = true
      await work().finally(() => {
        lent = false
        giveBack = takeTerminal(process)
      })
    },
    close() {
      closed = true
      stdin.off('keypress', press)
      stdout.off('resize', draw)
      giveBack()
    },
  }

  function press(_: string | undefined, { ctrl, name, sequence }: Key): void {
    if (lent) return
    onKey(ctrl && (name === 'c' || name === 'd') ? 'quit' : (name ?? sequence ?? ''))
  }

  function draw(): void {
    if (lent || closed) return
    const drawn = drawScreen(view(), size(), { offset, paint })
    furthest = drawn.furthest
    // Line by line over what is there, and what is left below is wiped: nothing flickers.
    stdout.write(`\x1b[H${drawn.lines.map((line) => `${line}\x1b[K`).join('\n')}\x1b[J`)
  }
  /** A serial line, and some ways into a container, say 0 by 0. */
  function size(): Size {
    return { columns: stdout.columns || 80, rows: stdout.rows || 24 }
  }
}

/** Takes the terminal for single keys, on a separate screen without a cursor. Returns what restores it as it was. */
function takeTerminal({ stdin, stdout }: NodeJS.Process): () => void {
  stdin.setRawMode(true)
  stdin.resume()
  stdout.write('\x1b[?1049h\x1b[?25l\x1b[H\x1b[J')
  return function giveBack() {
    stdout.write('\x1b[?25h\x1b[?1049l')
    stdin.setRawMode(false)
    stdin.pause()
  }
}
