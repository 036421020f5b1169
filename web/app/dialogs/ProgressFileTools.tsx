// Progress leaves and comes as a file, and can be forgotten.
import { useId, useRef, useState } from 'react'
import { progressDialogMessages as text } from '../../progress/messages.ts'
import { useProgress, useProgressStore } from '../../progress/useProgress.ts'

export function ProgressFileTools() {
  const id = useId()
  const progress = useProgress()
  const store = useProgressStore()
  const field = useRef<HTMLInputElement>(null)
  const [asking, setAsking] = useState(false)
  const [result, setResult] = useState<{ words: string; bad?: boolean } | null>(null)

  async function addFile(file: File): Promise<void> {
    try {
      await store.add(await file.text())
      setResult({ words: text.imported })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setResult({ words: text.notImported(file.name, reason), bad: true })
    }
  }

  function startOver(): void {
    store.note({ is: 'started over' })
    setAsking(false)
    setResult({ words: text.startedOver })
  }

  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.file}</h3>
      <p className="quiet">{text.importHint}</p>
      <p className="button-row">
        <button
          type="button"
          className="button"
          onClick={() => saveFile(text.exportName, JSON.stringify(progress, null, 2))}
        >
          {text.export}
        </button>
        <button type="button" className="button" onClick={() => field.current?.click()}>
          {text.import}
        </button>
        <input
          ref={field}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void addFile(file)
            // The same file may be chosen again, mended.
            event.target.value = ''
          }}
        />
        {!asking && (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {text.startOver}
          </button>
        )}
      </p>
      {asking && (
        <div className="notice notice-warning">
          <p>{text.startOverAsk}</p>
          <p className="button-row">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {text.startOverNo}
            </button>
            <button type="button" className="button" onClick={startOver}>
              {text.startOverYes}
            </button>
          </p>
        </div>
      )}
      <div role="status">
        {result && <p className={result.bad ? 'notice notice-lost' : 'notice'}>{result.words}</p>}
      </div>
    </section>
  )
}

/** Hands a text to the browser as a file to keep. */
function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
