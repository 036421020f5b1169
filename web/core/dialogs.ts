import { createContext, use } from 'react'

/** What opens above the page. Each is loaded when it is opened for the first time. */
export type DialogName = 'palette' | 'shortcuts' | 'progress' | 'report'

export type Dialogs = {
  open(name: DialogName): void
  /** Whether one is on its way: what is typed meanwhile is meant for it. */
  opening(): boolean
  close(): void
}

export const DialogsContext = createContext<Dialogs>({
  open: () => undefined,
  opening: () => false,
  close: () => undefined,
})

export function useDialogs(): Dialogs {
  return use(DialogsContext)
}
