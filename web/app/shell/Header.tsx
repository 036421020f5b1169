import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { glossaryPath, labsPath, playgroundPath, startPath } from '../../core/routes.ts'
import { ThemePicker } from '../../core/ThemePicker.tsx'
import { glossaryMessages } from '../../course/glossary/messages.ts'
import { labsMessages } from '../../labs/messages.ts'
import { HeaderTools } from './HeaderTools.tsx'

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
