// What the palette offers for what is typed: commands by their names, everything else by the full text.

import { foldWord } from '../../core/search-options.ts'
import type { ExcerptPart } from '../../course/search/excerpt.ts'
import type { Found } from '../../course/search/search.ts'
import type { CommandName } from '../shell/shortcuts.ts'
import { paletteMessages, shortcutMessages } from './messages.ts'

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
  ['lessons', shortcutMessages.names.lessons],
  ['send', paletteMessages.actions.send],
  ['burst', paletteMessages.actions.burst],
  ['next', paletteMessages.actions.next],
  ['previous', paletteMessages.actions.previous],
  ['exercise', paletteMessages.actions.exercise],
  ['progress', paletteMessages.actions.progress],
  ['help', paletteMessages.actions.shortcuts],
  ['light', paletteMessages.actions.light],
  ['dark', paletteMessages.actions.dark],
  ['system', paletteMessages.actions.system],
  ['tree', paletteMessages.actions.tree],
  ['live', paletteMessages.actions.live],
  ['print', paletteMessages.actions.print],
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
