import { WhichValkey } from '../../playground/ConnectionState.tsx'
import { startMessages } from '../messages.ts'
import { Continue } from './Continue.tsx'
import { Doors } from './Doors.tsx'
import { StartFigure } from './StartFigure.tsx'
import './start.css'

export function StartPage() {
  return (
    <div className="start">
      <header className="start-head">
        <h1>{startMessages.sentence}</h1>
        <Continue />
      </header>
      <StartFigure />
      <Doors />
      <p className="quiet start-valkey">
        <WhichValkey />
      </p>
    </div>
  )
}
