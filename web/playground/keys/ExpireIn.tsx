import { useId, useState } from 'react'
import { KeyAction } from './KeyAction.tsx'
import { expireCommand, readSeconds } from './key-commands.ts'
import { keyMessages } from './messages.ts'
import '../../ui/form/form.css'

/** EXPIRE with as many seconds as one likes; what is no number of seconds is explained, and nothing is sent. */
export function ExpireIn({ name, onRun }: { name: string; onRun: (line: string) => void }) {
  const [typed, setTyped] = useState('5')
  const [sent, setSent] = useState(5)
  const faultId = useId()
  const seconds = readSeconds(typed)
  return (
    <div className="key-expire">
      <label>
        {keyMessages.expireIn}{' '}
        <input
          type="text"
          inputMode="numeric"
          value={typed}
          aria-invalid={seconds === null}
          aria-describedby={faultId}
          onChange={({ target }) => {
            setTyped(target.value)
            setSent(readSeconds(target.value) ?? sent)
          }}
        />{' '}
        {keyMessages.seconds}
      </label>
      <p className="field-fault" id={faultId} role="status">
        {seconds === null && keyMessages.badSeconds(typed.trim().slice(0, 20))}
      </p>
      <KeyAction
        label={keyMessages.expire}
        line={expireCommand(name, sent)}
        onRun={onRun}
        disabled={seconds === null}
      />
    </div>
  )
}
