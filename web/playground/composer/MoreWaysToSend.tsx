import { messages } from '../../core/messages.ts'
import { LazySection } from '../../ui/LazySection.tsx'

const load = () => import('./LessonComposer.tsx').then((loaded) => loaded.default)

/** The composer, folded away beside a lesson: what is being sent goes on when it is folded. */
export function MoreWaysToSend() {
  return <LazySection title={messages.moreWays.open} load={load} goesOn />
}
