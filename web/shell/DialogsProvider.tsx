// One dialog at a time, above every page. Its code comes when it is opened, so that reading stays light.
import { type ComponentType, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { messages } from '../messages/en.ts'
import type { Page } from '../page.ts'
import { type DialogName, DialogsContext } from './dialogs.ts'
import { Modal } from './Modal.tsx'

export type DialogProps = { page: Page; onClose: () => void }
type Loader = () => Promise<{ default: ComponentType<DialogProps> }>

const loaders: Record<DialogName, Loader> = {
  palette: () => import('../search/CommandPalette.tsx'),
  shortcuts: () => import('./ShortcutsDialog.tsx'),
  progress: () => import('../progress/ProgressDialog.tsx'),
  report: () => import('../lessons/ReportDialog.tsx'),
}

export function DialogsProvider({ page, children }: { page: Page; children: ReactNode }) {
  const [shown, setShown] = useState<{ Dialog: ComponentType<DialogProps> } | null>(null)

  const opening = useRef(false)

  const close = useCallback(() => setShown(null), [])
  const open = useCallback((name: DialogName) => {
    opening.current = true
    const show = (Dialog: ComponentType<DialogProps>) => {
      opening.current = false
      setShown({ Dialog })
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
      {shown && <shown.Dialog page={page} onClose={close} />}
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
