import { type DialogName, useDialogs } from '../../core/dialogs.ts'
import { messages } from '../../core/messages.ts'
import { progressMessages } from '../../progress/messages.ts'

/** Search, and what is the reader's own. */
export function HeaderTools() {
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
