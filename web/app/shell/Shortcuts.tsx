import { useDialogs } from '../../core/dialogs.ts'
import type { Page } from '../page.ts'
import { useCommands } from './useCommands.ts'
import { useShortcuts } from './useShortcuts.ts'

/** Draws nothing: listens to the keyboard, inside of what its commands need. */
export function Shortcuts({ page }: { page: Page }) {
  useShortcuts(useCommands(page), useDialogs())
  return null
}
