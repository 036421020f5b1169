import { type FormEvent, useEffect, useId, useState } from 'react'
import { longestName } from '../../server/room/bounds.ts'
import { ask } from '../core/ask.ts'
import { startPath } from '../core/routes.ts'
import { joinMessages as text } from './join-messages.ts'

/** The code may come with the link, behind its #, where no server logs it. */
export function JoinForm() {
  const id = useId()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [state, setState] = useState<'ready' | 'joining' | { why: string }>('ready')

  useEffect(() => {
    const given = new URLSearchParams(window.location.hash.slice(1)).get('code')
    if (given !== null) setCode(given)
  }, [])

  const joining = state === 'joining'

  async function join(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (joining) return
    setState('joining')
    const reply = await ask('/api/room/join', { body: { code, name: name.trim() || null } })
    if (reply.is === 'answered') window.location.assign(nextPath())
    else setState({ why: reply.detail })
  }

  return (
    <form className="join-box" onSubmit={join}>
      <label htmlFor={`${id}-code`}>{text.code}</label>
      <input
        id={`${id}-code`}
        className="join-code"
        value={code}
        required
        maxLength={40}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => setCode(event.target.value)}
      />
      <label htmlFor={`${id}-name`}>
        {text.name} <span className="quiet">({text.optional})</span>
      </label>
      <input
        id={`${id}-name`}
        value={name}
        maxLength={longestName}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="quiet" id={`${id}-hint`}>
        {text.nameHint}
      </p>
      <button type="submit" className="button button-primary" aria-disabled={joining}>
        {joining ? text.joining : text.submit}
      </button>
      {typeof state === 'object' && (
        <p className="notice notice-lost" role="alert">
          {state.why}
        </p>
      )}
    </form>
  )
}

/** Back to the page that sent the visitor here, if it is one of ours. */
function nextPath(): string {
  const next = new URLSearchParams(window.location.search).get('next') ?? startPath
  return /^\/(?!\/)[\w\-./]*$/.test(next) ? next : startPath
}
