import { Link } from 'wouter'
import { type DialogName, useDialogs } from '../../core/dialogs.ts'
import { messages } from '../../core/messages.ts'
import { glossaryPath, labsPath, playgroundPath, startPath } from '../../core/routes.ts'
import { ThemePicker } from '../../core/ThemePicker.tsx'
import { glossaryMessages } from '../../course/glossary/messages.ts'
import { labsMessages } from '../../labs/messages.ts'
import { progressMessages } from '../../progress/messages.ts'

/** `drawer`: on a window too narrow for the lesson tree, the button that opens it; not on pages without a tree. */
export function Header({
  path,
  drawer,
}: {
  path: string
  drawer: { open: boolean; toggle: () => void } | null
}) {
  return (
    <header className="top">
      {drawer && (
        <button
          type="button"
          className="icon-button drawer-button"
          aria-expanded={drawer.open}
          aria-controls="tree"
          onClick={drawer.toggle}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 5.5h14M3 10h14M3 14.5h14" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          <span className="visually-hidden">{messages.shell.lessons}</span>
        </button>
      )}
      <Link
        href={startPath}
        className="brand"
        aria-current={path === startPath ? 'page' : undefined}
      >
        <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect x="3" y="3" width="12" height="12" rx="2" />
          <rect x="17" y="3" width="12" height="12" rx="2" />
          <rect x="3" y="17" width="12" height="12" rx="2" />
          <rect className="brand-free" x="18" y="18" width="10" height="10" rx="1.5" />
        </svg>
        <span>{messages.shell.title}</span>
      </Link>
      <nav className="top-nav" aria-label={messages.shell.mainNavigation}>
        <Link href={playgroundPath} aria-current={path === playgroundPath ? 'page' : undefined}>
          {messages.shell.playground}
        </Link>
        <Link href={glossaryPath} aria-current={path === glossaryPath ? 'page' : undefined}>
          {glossaryMessages.title}
        </Link>
        <Link href={labsPath} aria-current={path.startsWith(labsPath) ? 'page' : undefined}>
          {labsMessages.title}
        </Link>
      </nav>
      <HeaderTools />
      <ThemePicker />
    </header>
  )
}

/** Search, and what is the reader's own. */
function HeaderTools() {
  return (
    <div className="top-tools with-js">
      <Tool
        opens="palette"
        label={messages.shell.search}
        path="m13.2 13.2 3.6 3.6M8.7 14.2a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11Z"
      />
      <Tool
        opens="progress"
        label={progressMessages.open}
        path="M10 10.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8ZM3.6 17c.7-3 3.2-4.4 6.4-4.4s5.7 1.4 6.4 4.4"
      />
    </div>
  )
}

function Tool({ opens, label, path }: { opens: DialogName; label: string; path: string }) {
  const dialogs = useDialogs()
  return (
    <button
      type="button"
      className="icon-button"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      onClick={() => dialogs.open(opens)}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
    </button>
  )
}
