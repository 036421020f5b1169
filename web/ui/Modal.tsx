import { type ReactNode, useEffect, useId, useRef } from 'react'
import { keepFocus } from './keep-focus.ts'
import { uiMessages } from './messages.ts'

/**
 * A dialog above the page. The browser's own <dialog> keeps the focus inside, closes on Escape, and gives the focus back
 * to where it was.
 */
export function Modal({
  title,
  className,
  bare = false,
  onClose,
  children,
}: {
  title: string
  className: string
  /** The title is heard and not seen. */
  bare?: boolean
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()

  useEffect(() => {
    if (!dialog.current || dialog.current.open) return
    dialog.current.showModal()
    // Read from its title on; a bare one begins with its field.
    if (!bare) heading.current?.focus()
  }, [bare])

  // A press on the backdrop is a press on the dialog itself, outside of what is in it.
  useEffect(() => {
    const element = dialog.current
    const onPress = (event: PointerEvent) => {
      if (event.target === element) element?.close()
    }
    element?.addEventListener('pointerdown', onPress)
    return () => element?.removeEventListener('pointerdown', onPress)
  }, [])

  return (
    <dialog ref={dialog} className={`modal ${className}`} aria-labelledby={id} onClose={onClose}>
      <div className="modal-body" ref={keepFocus}>
        <header className={bare ? 'visually-hidden' : 'modal-head'}>
          <h2 id={id} ref={heading} {...(bare ? {} : { tabIndex: -1 })}>
            {title}
          </h2>
          {!bare && (
            <button
              type="button"
              className="icon-button"
              aria-label={uiMessages.close}
              onClick={() => dialog.current?.close()}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <path d="m5 5 10 10M15 5 5 15" stroke="currentColor" strokeWidth="1.6" />
              </svg>
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  )
}
