// CodeMirror in a shadow root: there it adds its styles as adopted sheets, which the content security policy allows; in
// the page it would add <style> elements, which it refuses. Loaded only where code is edited.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { changeBetween } from './change-between.ts'
import { type EditorLanguage, loadLanguage } from './editor-language.ts'
import { editorTheme } from './editor-theme.ts'

/** Something to say about a line, counted from 1. */
export type LineMarker = { line: number; message: string; severity?: 'error' | 'warning' | 'info' }

export type Editor = {
  setValue(value: string): void
  setMarkers(markers: LineMarker[]): void
  setReadOnly(readOnly: boolean): void
  focus(line?: number): void
  /** Shows a line with the cursor in it, without taking the focus. */
  show(line: number): void
  destroy(): void
}

/**
 * Where text is typed over a selection, Chromium keeps the old text's look by a style attribute, which the content
 * security policy refuses with a complaint. So the editor replaces the selection itself.
 */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event
    if (inputType !== 'insertText' || isComposing || data === null) return false
    if (view.state.readOnly || view.state.selection.main.empty) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), {
      userEvent: 'input.type',
      scrollIntoView: true,
    })
    return true
  },
})

type EditorOptions = {
  parent: ShadowRoot
  value: string
  language: EditorLanguage
  /** What a screen reader calls it, with how to leave it. */
  label: string
  readOnly: boolean
  onChange: (value: string) => void
  /** Ctrl+S, or Cmd+S. */
  onSave: () => void
}

/**
 * Opens an editor. Tab is not the editor's: it moves on to the next control, as everywhere on the page. Ctrl+] and Ctrl+[
 * indent.
 */
export async function openEditor({
  parent,
  value,
  language,
  label,
  readOnly,
  onChange,
  onSave,
}: EditorOptions): Promise<Editor> {
  const locked = new Compartment()
  const lock = (on: boolean) => [EditorState.readOnly.of(on), EditorView.editable.of(!on)]
  let ours = false
  /** What was typed and has not come back yet through `setValue`. */
  let typed: string[] = []
  const view = new EditorView({
    parent,
    root: parent,
    doc: value,
    extensions: [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      keymap.of([
        {
          key: 'Mod-s',
          preventDefault: true,
          run() {
            onSave()
            return true
          },
        },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      locked.of(lock(readOnly)),
      typeOverSelection,
      editorTheme,
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged || ours) return
        const text = state.doc.toString()
        typed.push(text)
        onChange(text)
      }),
      await loadLanguage(language),
    ],
  })

  return {
    setValue(next) {
      // On a slow machine it comes back when more has been typed: putting it in again would undo that.
      const place = typed.indexOf(next)
      typed = typed.slice(place === -1 ? typed.length : place + 1)
      if (place !== -1) return
      const now = view.state.doc.toString()
      if (next === now) return
      ours = true
      // Only what differs, so that the cursor stays where it is.
      view.dispatch({ changes: changeBetween(now, next) })
      ours = false
    },
    setMarkers(markers) {
      view.dispatch(setDiagnostics(view.state, markers.map(toDiagnostic)))
    },
    setReadOnly(on) {
      view.dispatch({ effects: locked.reconfigure(lock(on)) })
    },
    focus(line) {
      view.focus()
      if (line === undefined) return
      const { from } = lineAt(line)
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
    },
    show(line) {
      const { from } = lineAt(line)
      const effects = EditorView.scrollIntoView(from, { y: 'center' })
      view.dispatch({ selection: { anchor: from }, effects })
    },
    destroy: () => view.destroy(),
  }

  function lineAt(line: number) {
    return view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines))
  }

  function toDiagnostic({ line, message, severity = 'error' }: LineMarker): Diagnostic {
    const { from, to, text } = lineAt(line)
    const indent = text.length - text.trimStart().length
    return { from: from + indent, to: Math.max(to, from + indent), severity, message }
  }
}
