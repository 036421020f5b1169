import { createContext, use } from 'react'

/** What opens above the page. Each is loaded when it is opened for the first time. */
export type DialogName = 'palette' | 'shortcuts' | 'progress' | 'report'

export type Dialogs = {
  open(name: DialogName): void
  close(): void
}

export const DialogsContext = createContext<Dialogs>({
  open: () => undefined,
  close: () => undefined,
})

export function useDialogs(): Dialogs {
  return use(DialogsContext)
}
