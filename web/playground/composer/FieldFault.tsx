import type { Fault } from './check-setup.ts'
import { composerMessages } from './messages.ts'
import '../../ui/form/form.css'

/** Why a field cannot be sent. The element is there before the sentence is, so that it is said when it comes. */
export function FieldFault({ id, fault }: { id: string; fault: Fault | undefined }) {
  return (
    <p id={id} className="field-fault" aria-live="polite">
      {fault && composerMessages.fault(fault)}
    </p>
  )
}
