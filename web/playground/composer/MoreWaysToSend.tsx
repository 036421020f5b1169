import { messages } from '../../messages/en.ts'
import { LazySection } from '../LazySection.tsx'

const load = () => import('./LessonComposer.tsx').then((loaded) => loaded.default)

/** The composer, folded away beside a lesson: what is being sent goes on when it is folded. */
export function MoreWaysToSend() {
  return <LazySection title={messages.moreWays.open} load={load} goesOn />
}
