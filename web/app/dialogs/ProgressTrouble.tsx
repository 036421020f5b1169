import { progressDialogMessages } from '../../progress/messages.ts'
import { useProgressTrouble } from '../../progress/useProgress.ts'

/** That what is noted is only in this browser, or that the file on disk was damaged; nothing when all is well. */
export function ProgressTrouble() {
  const trouble = useProgressTrouble()
  if (!trouble) return null
  return (
    <p className="notice notice-warning" role="status">
      {trouble.is === 'only here'
        ? progressDialogMessages.onlyHere
        : progressDialogMessages.setAside(trouble.file, trouble.why)}
    </p>
  )
}
