// The composer beside a lesson. Its state is the column's own: the link there is the lesson's.
import { useState } from 'react'
import { TextLink } from '../../lessons/TextLink.tsx'
import { composerMessages } from '../../messages/en/composer.ts'
import { playgroundPath } from '../playground-path.ts'
import { Composer } from './Composer.tsx'
import { formatLink } from './composer-link.ts'
import { type Draft, firstDraft } from './composer-state.ts'

export default function LessonComposer() {
  // The column has a button for the guide's endpoint already.
  const [draft, setDraft] = useState<Draft>({ ...firstDraft, endpoint: 'lab' })
  return (
    <>
      <Composer draft={draft} onChange={setDraft} />
      <p>
        <TextLink href={playgroundPath + formatLink(draft)}>{composerMessages.link.open}</TextLink>
      </p>
    </>
  )
}
