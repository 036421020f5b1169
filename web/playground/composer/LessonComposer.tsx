// The composer beside a lesson. Its state is the column's own: the link there is the lesson's.
import { useState } from 'react'
import { playgroundPath } from '../../core/routes.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Composer } from './Composer.tsx'
import { formatLink } from './composer-link.ts'
import { type Draft, firstDraft } from './composer-state.ts'
import { composerMessages } from './messages.ts'

export default function LessonComposer() {
  // The column has a button for the guide's endpoint already.
  const [draft, setDraft] = useState<Draft>({ ...firstDraft, endpoint: 'keyspace' })
  return (
    <>
      <Composer draft={draft} onChange={setDraft} />
      <p>
        <TextLink href={playgroundPath + formatLink(draft)}>{composerMessages.link.open}</TextLink>
      </p>
    </>
  )
}
