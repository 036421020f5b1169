// What the palette offers for what is typed: commands by their names, everything else by the full text.
import { messages } from '../messages/en.ts'
import type { CommandName } from '../shell/shortcuts.ts'
import type { ExcerptPart } from './excerpt.ts'
import type { Found } from './search.ts'
import { foldWord } from './search-options.ts'

export type PaletteItem = {
  id: string
  kind: Found['kind'] | 'action'
  place: string
  title: string
  excerpt: ExcerptPart[]
} & ({ does: 'command'; command: PaletteCommand } | { does: 'go'; path: string })

export type PaletteCommand =
  | Exclude<CommandName, 'palette' | 'theme' | 'start' | 'playground' | 'glossary' | 'labs'>
  | 'light'
  | 'dark'
  | 'system'
  | 'print'

const mostCommands = 5

/** In the order in which somebody wants them. */
const commandTitles: [PaletteCommand, string][] = [
  ['lessons', messages.shortcuts.names.lessons],
  ['send', messages.palette.actions.send],
  ['burst', messages.palette.actions.burst],
  ['next', messages.palette.actions.next],
  ['previous', messages.palette.actions.previous],
  ['progress', messages.palette.actions.progress],
  ['help', messages.palette.actions.shortcuts],
  ['light', messages.palette.actions.light],
  ['dark', messages.palette.actions.dark],
  ['system', messages.palette.actions.system],
  ['tree', messages.palette.actions.tree],
  ['live', messages.palette.actions.live],
  ['print', messages.palette.actions.print],
]

export function commandItems(
  query: string,
  can: (command: PaletteCommand) => boolean,
): PaletteItem[] {
  const words = wordsOf(query)
  const fitting = commandTitles.filter(([command, title]) => {
    const own = wordsOf(title)
    return can(command) && words.every((word) => own.some((each) => each.startsWith(word)))
  })
  const shown = words.length === 0 ? fitting : fitting.slice(0, mostCommands)
  return shown.map(([command, title]) => ({
    id: `command:${command}`,
    kind: 'action',
    place: '',
    title,
    excerpt: [],
    does: 'command',
    command,
  }))
}

export function pageItem(found: Found): PaletteItem {
  return { ...found, does: 'go', path: found.id }
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(foldWord)
}
