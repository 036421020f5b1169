import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../core/messages.ts'
import { labsPath } from '../core/routes.ts'
import { LabBody } from './Lab.tsx'
import type { Lab } from './labs.ts'
import { labsMessages } from './messages.ts'

/** A lab with room, on a page of its own. */
export function LabPage({ lab }: { lab: Lab }) {
  return (
    <div className="labs lab-page">
      <nav className="breadcrumb" aria-label={labsMessages.breadcrumb}>
        <ol>
          <li>
            <Link href={labsPath}>{labsMessages.title}</Link>
          </li>
          <li aria-current="page">{lab.title}</li>
        </ol>
      </nav>
      <h1>{lab.title}</h1>
      <p className="lab-lead">{lab.summary}</p>
      <UsedBy lab={lab} />
      <LabBody name={lab.name} when="at once" key={lab.name} />
    </div>
  )
}

/** The lessons that use the lab, as far as they are there. */
export function UsedBy({ lab }: { lab: Lab }) {
  const using = lessons.filter(({ folder }) => lab.lessons.includes(folder))
  if (using.length === 0) return null
  return (
    <p className="quiet">
      {labsMessages.usedBy}{' '}
      {using.map((lesson, i) => (
        <span key={lesson.folder}>
          {i > 0 && ', '}
          <Link href={`/lessons/${lesson.folder}/`}>{messages.lesson.named(lesson)}</Link>
        </span>
      ))}
    </p>
  )
}
