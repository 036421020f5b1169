// The drawer itself. With room for both, the text above it stays readable and usable; on a phone it is a modal dialog
// over the whole page.
import { type ReactNode, useEffect, useRef } from 'react'
import { keepFocus } from '../ui/keep-focus.ts'
import { DrawerHandle } from './DrawerHandle.tsx'
import { drawer } from './drawer.ts'
import { useNarrow } from './useNarrow.ts'

export function DrawerFrame({
  labelledBy,
  onSave,
  children,
}: {
  labelledBy: string
  onSave: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isNarrow = useNarrow()
  const save = useRef(onSave)
  save.current = onSave

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    // Without showing it as the browser does: a drawer that is open already must not take the focus.
    if (isNarrow) element.showModal()
    else element.setAttribute('open', '')
    document.documentElement.dataset.exercise = 'open'
    return () => {
      delete document.documentElement.dataset.exercise
      element.removeAttribute('open')
      if (isNarrow) element.close()
    }
  }, [isNarrow])

  useEffect(() => keepFocus(dialog.current), [])

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key === 's' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        // Not the browser's dialog. In the editor it has been answered already.
        if (!event.defaultPrevented) save.current()
        event.preventDefault()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <dialog
      ref={dialog}
      className="exercise-drawer"
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault()
        drawer.close()
      }}
      onKeyDown={(event) => {
        if (isNarrow || event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        drawer.close()
      }}
    >
      {!isNarrow && <DrawerHandle />}
      {children}
    </dialog>
  )
}
