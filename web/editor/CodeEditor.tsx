// A code editor. CodeMirror is loaded when it is shown; until then, and where it cannot be, it is a plain text field.
import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { EditorLanguage } from './editor-language.ts'
import { editorMessages } from './messages.ts'
import type { Editor, LineMarker } from './open-editor.ts'

export type { EditorLanguage, LineMarker }

export type CodeEditorProps = {
  value: string
  onChange: (value: string) => void
  language: EditorLanguage
  /** Its name, for example "Lua script". */
  label: string
  /** Marked at their lines, and said below the editor. A new list replaces the old one. */
  markers?: LineMarker[]
  /** Ctrl+S, or Cmd+S. */
  onSave?: () => void
  readOnly?: boolean
  /** Where it begins; null: at the top, or not yet. */
  startAt?: number | null
  /** A line to show with the cursor in it; each new object goes there. */
  goTo?: { line: number } | null
}

export function CodeEditor({
  value,
  onChange,
  language,
  label,
  markers = noMarkers,
  onSave,
  readOnly = false,
  startAt = null,
  goTo = null,
}: CodeEditorProps) {
  const id = useId()
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  /** The editor that was brought to where it begins, or typed into. */
  const started = useRef<Editor | null>(null)
  // What the editor was opened with; later values go to it as they come.
  const latest = useRef({ value, onChange, onSave, readOnly })
  latest.current = { value, onChange, onSave, readOnly }

  useEffect(() => {
    const element = host.current
    if (!element) return
    let closed = false
    let opened: Editor | undefined
    const parent = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    import('./open-editor.ts')
      .then(({ openEditor }) =>
        openEditor({
          parent,
          language,
          label: editorMessages.label(label),
          value: latest.current.value,
          readOnly: latest.current.readOnly,
          onChange(next) {
            // Whoever types has begun, wherever that was.
            started.current = opened ?? null
            latest.current.onChange(next)
          },
          onSave: () => latest.current.onSave?.(),
        }),
      )
      .then(
        (ready) => {
          opened = ready
          if (closed) return ready.destroy()
          // What was typed into the plain field meanwhile.
          ready.setValue(latest.current.value)
          const wasTyping = element.parentElement?.contains(document.activeElement)
          // At once, so that no key falls between the two fields.
          flushSync(() => setEditor(ready))
          if (wasTyping) ready.focus()
        },
        // Without its code, most likely because the server is gone, the plain field goes on doing.
        () => undefined,
      )
    return () => {
      closed = true
      opened?.destroy()
      setEditor(null)
    }
  }, [language, label])

  useEffect(() => editor?.setValue(value), [editor, value])
  useEffect(() => editor?.setMarkers(markers), [editor, markers])
  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly])
  useEffect(() => {
    if (!editor || startAt === null || started.current === editor) return
    started.current = editor
    editor.show(startAt)
  }, [editor, startAt])
  useEffect(() => {
    if (goTo) editor?.focus(goTo.line)
  }, [editor, goTo])

  return (
    <div className="code-editor">
      <div className="code-editor-host" ref={host} hidden={!editor} />
      {!editor && (
        <textarea
          aria-label={editorMessages.label(label)}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          rows={Math.min(30, Math.max(8, value.split('\n').length + 1))}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={(event) => {
            if (!onSave || event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            onSave()
          }}
        />
      )}
      <ul className="code-editor-markers" id={id} aria-label={editorMessages.markers}>
        {markers.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <button type="button" className="link-button" onClick={() => editor?.focus(line)}>
              {editorMessages.line(line)}
            </button>{' '}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

const noMarkers: LineMarker[] = []
