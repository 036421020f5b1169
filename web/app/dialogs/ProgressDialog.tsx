// What is noted of the reader, all of it, with what can be done about it; and the one setting that belongs to their
// machine, the editor.
import { lessons } from 'virtual:lessons'
import { useDialogs } from '../../core/dialogs.ts'
import { messages } from '../../core/messages.ts'
import { LessonMark } from '../../course/LessonMark.tsx'
import { EditorPicker } from '../../editor/EditorPicker.tsx'
import { progressMessages, progressDialogMessages as text } from '../../progress/messages.ts'
import { countDone, lessonOf } from '../../progress/progress-state.ts'
import { useProgress, useProgressTrouble } from '../../progress/useProgress.ts'
import { Modal } from '../../ui/Modal.tsx'
import type { DialogProps } from './dialog-props.ts'
import { ProgressFileTools } from './ProgressFileTools.tsx'

export default function ProgressDialog({ onClose }: DialogProps) {
  const progress = useProgress()
  const dialogs = useDialogs()
  const done = lessons.filter(({ folder }) => lessonOf(progress, folder).doneAt).length
  return (
    <Modal title={text.title} className="modal-progress" onClose={onClose}>
      <ProgressTrouble />
      <p>
        {Object.keys(progress.lessons).length === 0
          ? text.nothingYet
          : text.lessonsDone(done, lessons.length)}
      </p>
      <ul className="progress-lessons">
        {lessons.map((lesson) => {
          const { sections, questions } = countDone(lesson, progress)
          return (
            <li key={lesson.folder}>
              <LessonMark lesson={lesson} />
              <span>
                {messages.lesson.named(lesson)}
                <span className="quiet">
                  {' '}
                  {[
                    sections[1] > 0 && progressMessages.sections(...sections),
                    questions[1] > 0 && progressMessages.questions(...questions),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
      <p className="quiet">{text.where}</p>
      <ProgressFileTools />
      <EditorPicker />
      <p>
        <button type="button" className="link-button" onClick={() => dialogs.open('shortcuts')}>
          {messages.shell.shortcuts}
        </button>
      </p>
    </Modal>
  )
}

/** That what is noted is only in this browser, or that the file on disk was damaged; nothing when all is well. */
function ProgressTrouble() {
  const trouble = useProgressTrouble()
  if (!trouble) return null
  return (
    <p className="notice notice-warning" role="status">
      {trouble.is === 'only here' ? text.onlyHere : text.setAside(trouble.file, trouble.why)}
    </p>
  )
}
