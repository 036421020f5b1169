type Props = {
  label: string
  /** The command that it sends, as the console would take it. */
  line: string
  onRun: (line: string) => void
  disabled?: boolean
}

/** A button that says what it does in a word, and in the command that it is. */
export function KeyAction({ label, line, onRun, disabled = false }: Props) {
  return (
    <button
      type="button"
      className="key-action"
      aria-disabled={disabled}
      onClick={() => !disabled && onRun(line)}
    >
      <span>{label}</span> <code className="key-line">{line}</code>
    </button>
  )
}
