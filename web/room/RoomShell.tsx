// The frame around the pages of a room that are no lessons. Without the live part: who comes to join has no keyspace yet, and
// the board has a stream of its own. Its links load their pages anew, because it is the session that changes.
import type { ReactNode } from 'react'
import { messages } from '../core/messages.ts'
import { startPath } from '../core/routes.ts'
import { ThemePicker } from '../core/ThemePicker.tsx'
import { keepFocus } from '../ui/keep-focus.ts'

export function RoomShell({ children, tools }: { children: ReactNode; tools?: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#main">
        {messages.shell.skip}
      </a>
      <header className="top">
        <a href={startPath} className="brand">
          <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect x="3" y="3" width="12" height="12" rx="2" />
            <rect x="17" y="3" width="12" height="12" rx="2" />
            <rect x="3" y="17" width="12" height="12" rx="2" />
            <rect className="brand-free" x="18" y="18" width="10" height="10" rx="1.5" />
          </svg>
          <span>{messages.shell.title}</span>
        </a>
        <div className="top-nav">{tools}</div>
        <ThemePicker />
      </header>
      <main id="main" tabIndex={-1} ref={keepFocus}>
        {children}
      </main>
    </>
  )
}
