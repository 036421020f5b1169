import { useEffect, useState } from 'react'
import { type Dialogs, useDialogs } from '../../core/dialogs.ts'
import { readStored } from '../../core/stored.ts'
import type { Page } from '../page.ts'
import { createKeyReader } from './shortcuts.ts'
import { type Commands, useCommands } from './useCommands.ts'

/** Draws nothing: listens to the keyboard, inside of what its commands need. */
export function Shortcuts({ page }: { page: Page }) {
  useShortcuts(useCommands(page), useDialogs())
  return null
}

/** Runs commands by their keys. None fires while somebody types, or in a dialog, which has keys of its own. */
function useShortcuts({ run, can }: Commands, { opening }: Dialogs): void {
  const [read] = useState(createKeyReader)

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const single = !isTyping(event.target) && readStored('single-keys') !== 'off'
      if (event.defaultPrevented || opening() || document.querySelector('dialog:modal')) return
      const command = read(event, { single, at: event.timeStamp })
      if (command === null || !can(command)) return
      event.preventDefault()
      run(command)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [read, run, can, opening])
}

/** Fields, editors, and whatever takes letters for itself. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.shadowRoot) return true
  const taking =
    'input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=range])'
  return target.closest(`${taking}, textarea, select, [role=textbox], [role=listbox]`) !== null
}
