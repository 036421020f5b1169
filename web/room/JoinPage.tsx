// /join/: the code, a name or none, and what is kept.
import { useEffect, useState } from 'react'
import type { Session } from '../../server/room/contract.ts'
import { ask } from '../core/ask.ts'
import { startPath } from '../core/routes.ts'
import { loadSession } from '../core/session.ts'
import { JoinForm } from './JoinForm.tsx'
import { joinMessages as text } from './join-messages.ts'
import { RoomShell } from './RoomShell.tsx'

export function JoinPage() {
  const [session, setSession] = useState<Session | null>(null)
  const [left, setLeft] = useState(false)
  useEffect(() => {
    void loadSession().then(setSession)
  }, [])
  const room = session?.mode === 'room' ? session.room.name : null

  return (
    <RoomShell>
      <article className="join">
        <header>
          <h1>{room === null ? text.title : text.named(room)}</h1>
          <p className="join-lead">{text.lead}</p>
        </header>
        {left && (
          <p className="notice" role="status">
            {text.left}
          </p>
        )}
        {session === null && <p className="quiet with-js">{text.asking}</p>}
        {session?.mode === 'home' && <NoRoom />}
        {session?.mode === 'room' && session.role === 'learner' && session.you && (
          <Already
            name={session.you.name}
            onLeft={() => {
              setLeft(true)
              setSession({ ...session, role: 'visitor', you: null })
            }}
          />
        )}
        {session?.mode === 'room' && session.role !== 'learner' && <JoinForm />}
        <section className="join-kept" aria-labelledby="kept">
          <h2 id="kept">{text.keptTitle}</h2>
          <ul>
            {text.kept.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{text.keptWhere}</p>
          <p>{text.cookie}</p>
          <PlainHttp />
        </section>
      </article>
    </RoomShell>
  )
}

/** On plain HTTP whoever shares the Wi-Fi can read along. */
function PlainHttp() {
  const [plain, setPlain] = useState(false)
  useEffect(() => setPlain(!window.isSecureContext), [])
  return plain && <p className="notice notice-warning">{text.plain}</p>
}

function NoRoom() {
  return (
    <div className="join-box">
      <p>{text.home}</p>
      <p>{text.homeHow}</p>
      <div className="command">
        <code>{text.homeCommand}</code>
      </div>
      <p>
        <a href={startPath}>{text.toLessons}</a>
      </p>
    </div>
  )
}

function Already({ name, onLeft }: { name: string | null; onLeft: () => void }) {
  const [why, setWhy] = useState<string | null>(null)
  async function leave(): Promise<void> {
    const reply = await ask('/api/room/leave', { body: {} })
    if (reply.is === 'answered') onLeft()
    else setWhy(reply.detail)
  }
  return (
    <div className="join-box">
      <p>{text.already(name ?? text.anonymous)}</p>
      <p>
        <a className="button button-primary" href={startPath}>
          {text.goOn}
        </a>
      </p>
      <p>
        <button type="button" className="link-button" onClick={leave}>
          {text.leave}
        </button>
      </p>
      {why !== null && (
        <p className="notice notice-lost" role="alert">
          {why}
        </p>
      )}
    </div>
  )
}
