import { joinMessages } from '../join-messages.ts'
import { boardMessages as text } from './messages.ts'
import type { Access } from './useInstructor.ts'
import '../room.css'

/** What stands in the place of an instructor's page that does not open, and why. */
export function Closed({ title, access }: { title: string; access: Exclude<Access, 'open'> }) {
  if (access === 'asking') {
    return (
      <article className="join">
        <h1>{title}</h1>
        <p className="quiet">{text.opening}</p>
      </article>
    )
  }
  if (access === 'home') {
    return (
      <article className="join">
        <h1>{title}</h1>
        <p>{text.noRoom}</p>
        <div className="command">
          <code>{joinMessages.homeCommand}</code>
        </div>
      </article>
    )
  }
  return (
    <article className="join">
      <h1>{text.notYours}</h1>
      {access.why !== null && (
        <p className="notice notice-lost" role="alert">
          {access.why}
        </p>
      )}
      <p>{text.notYoursText}</p>
    </article>
  )
}
