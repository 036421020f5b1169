/**
 * Collects what is typed while a dialog is on its way: whoever is quick types into the field before it is there. `take`
 * gives it and ends the collecting.
 */
export function collectTyping(): { take(): string } {
  let typed = ''
  function onKey(event: KeyboardEvent): void {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    typed += event.key
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return {
    take() {
      window.removeEventListener('keydown', onKey, { capture: true })
      return typed
    },
  }
}
