// One dialog at a time, above every page. Its code comes when it is opened, so that reading stays light.
import { type ComponentType, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type DialogName, DialogsContext } from '../../core/dialogs.ts'
import { messages } from '../../core/messages.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Modal } from '../../ui/Modal.tsx'
import type { Page } from '../page.ts'
import type { DialogProps } from './dialog-props.ts'
import { collectTyping } from './type-ahead.ts'

type Loader = () => Promise<{ default: ComponentType<DialogProps> }>

const loaders: Record<DialogName, Loader> = {
  palette: () => import('../palette/CommandPalette.tsx'),
  shortcuts: () => import('./ShortcutsDialog.tsx'),
  progress: () => import('./ProgressDialog.tsx'),
  report: () => import('./ReportDialog.tsx'),
}

type Shown = { id: number; Dialog: ComponentType<DialogProps>; typed: string }

export function DialogsProvider({ page, children }: { page: Page; children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null)
  const opening = useRef(false)
  const nextId = useRef(1)

  const close = useCallback(() => setShown(null), [])
  const open = useCallback((name: DialogName) => {
    if (opening.current) return
    opening.current = true
    const typing = collectTyping()
    const show = (Dialog: ComponentType<DialogProps>) => {
      opening.current = false
      // At once, so that the next key already finds the field.
      flushSync(() => setShown({ id: nextId.current++, Dialog, typed: typing.take() }))
    }
    loaders[name]().then(
      ({ default: Dialog }) => show(Dialog),
      () => show(NotLoaded),
    )
  }, [])
  const dialogs = useMemo(() => ({ open, close, opening: () => opening.current }), [open, close])

  return (
    <DialogsContext value={dialogs}>
      {children}
      {shown && (
        <ErrorBoundary
          key={shown.id}
          frame={(notice) => (
            <Modal title={messages.shell.notShown} className="modal-small" onClose={close}>
              <p>{notice}</p>
            </Modal>
          )}
        >
          <shown.Dialog page={page} typed={shown.typed} onClose={close} />
        </ErrorBoundary>
      )}
    </DialogsContext>
  )
}

function NotLoaded({ onClose }: DialogProps) {
  return (
    <Modal title={messages.shell.notLoaded} className="modal-small" onClose={onClose}>
      <p>{messages.shell.notLoadedWhy}</p>
    </Modal>
  )
}
