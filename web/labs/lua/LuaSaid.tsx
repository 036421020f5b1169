import { luaLabMessages as texts } from './messages.ts'
import type { DoneRun } from './useLuaServer.ts'

/** What is read out when a script has run: how it ended and its reply. The keys are a table, to be read when wanted. */
export function LuaSaid({ newest }: { newest: DoneRun | undefined }) {
  return (
    <p className="visually-hidden" role="status">
      {newest && <span key={newest.id}>{said(newest.result)}</span>}
    </p>
  )
}

const mostSaid = 300

function said({ reply, error, stopped }: DoneRun['result']): string {
  if (stopped) return `${texts.stoppedTitle}. ${texts.stopped(stopped)}`
  if (error) return `${texts.errorAt(error.line)}. ${error.message.slice(0, mostSaid)}`
  return reply ? `${texts.reply}: ${reply.slice(0, mostSaid)}` : texts.noReply
}
