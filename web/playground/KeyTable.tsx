// Every limiter key that the server knows, as Valkey holds it: the page's own, its virtual clients' and curl's.
import { useCallback, useState } from 'react'
import type { LiveKey } from '../live/live-state.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { KeyRow } from './keys/KeyRow.tsx'
import { keysShown } from './keys/keys-shown.ts'
import { keyMessages } from './keys/messages.ts'
import './keys/keys.css'

const atFirst = 25
const manyKeys = 8

export function KeyTable() {
  const { held, yourKey, stale, forgotten } = usePlaygroundState(({ live }) => ({
    held: live.keys,
    yourKey: live.yourKey,
    stale: live.connection.is !== 'live' || live.valkey?.up === false,
    forgotten: live.forgotten,
  }))
  const [filter, setFilter] = useState('')
  const [most, setMost] = useState(atFirst)
  /** As it was when it was opened: it stays in the list when the key goes, so that nobody loses their place. */
  const [opened, setOpened] = useState<LiveKey | null>(null)
  const toggle = useCallback((held: LiveKey) => {
    setOpened((before) => (before?.key === held.key ? null : held))
  }, [])

  const keys = { ...(opened && { [opened.key]: opened }), ...held }
  const all = Object.keys(keys).length
  const { shown, more, found } = keysShown(keys, { yourKey, filter, most })
  if (all === 0) return <p className="quiet">{keyMessages.none}</p>
  return (
    <div className="keys" data-untrusted={stale || undefined}>
      {(all > manyKeys || filter !== '') && (
        <label className="keys-filter">
          <span>{keyMessages.filter}</span>
          <input type="search" value={filter} onChange={({ target }) => setFilter(target.value)} />
          <span className="quiet">{keyMessages.shown(found, all)}</span>
        </label>
      )}
      <ul className="key-list" aria-label={keyMessages.list}>
        {shown.map((each) => (
          <KeyRow
            key={each.key}
            held={each}
            there={each.key in held}
            yours={each.key === yourKey}
            open={each.key === opened?.key}
            onToggle={toggle}
          />
        ))}
      </ul>
      {forgotten > 0 && <p className="quiet">{keyMessages.forgotten(forgotten)}</p>}
      {more > 0 && (
        <button type="button" className="link-button" onClick={() => setMost(most + 100)}>
          {keyMessages.more(Math.min(100, more))}
        </button>
      )}
    </div>
  )
}
