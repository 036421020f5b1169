// A mistake in a lesson: everything about the place is filled in, the reader adds what is wrong. Nothing is sent.
import { about } from 'virtual:about'
import { useId, useState } from 'react'
import { messages } from '../../core/messages.ts'
import { sectionInView } from '../../course/useCurrentSection.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { reportMessages as text } from '../messages.ts'
import type { DialogProps } from './dialog-props.ts'

export default function ReportDialog({ page, onClose }: DialogProps) {
  const id = useId()
  const [what, setWhat] = useState('')
  const lesson = page.kind === 'lesson' ? page.lesson : null
  const [section] = useState(() => sectionInView(lesson?.sections ?? []))
  const report = text.text({
    lesson: lesson ? messages.lesson.named(lesson) : page.path,
    section: lesson?.sections.find((each) => each.id === section)?.title ?? null,
    version: about.version,
    browser: navigator.userAgent,
    what,
  })
  return (
    <Modal title={text.title} className="modal-report" onClose={onClose}>
      <p>{about.bugsUrl ? text.hintWithLink : text.hint}</p>
      <label htmlFor={id}>{text.what}</label>
      <textarea id={id} rows={4} value={what} onChange={(event) => setWhat(event.target.value)} />
      <section aria-label={text.report}>
        <pre className="report">{report}</pre>
      </section>
      <p className="button-row">
        <CopyButton text={report} label={text.copy} shown={text.copy} />
        {about.bugsUrl && <a href={about.bugsUrl}>{text.link}</a>}
      </p>
    </Modal>
  )
}
