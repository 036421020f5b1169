import { Link } from 'wouter'
import { labPath } from '../core/routes.ts'
import { UsedBy } from './LabPage.tsx'
import { labs } from './labs.ts'
import { labsMessages } from './messages.ts'

/** Every lab there is, with what it shows. */
export function LabsPage() {
  return (
    <div className="labs">
      <h1>{labsMessages.title}</h1>
      <p className="lab-lead">{labsMessages.lead}</p>
      {labs.length === 0 && <p>{labsMessages.none}</p>}
      <ul className="labs-list">
        {labs.map((lab) => (
          <li key={lab.name}>
            <h2>
              <Link href={labPath(lab.name)}>{lab.title}</Link>
            </h2>
            <p>{lab.summary}</p>
            <UsedBy lab={lab} />
          </li>
        ))}
      </ul>
    </div>
  )
}
