import type { LuaResult } from '../../../server/labs/lua/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { KeysTable } from './KeysTable.tsx'
import { luaLabMessages as texts } from './messages.ts'
import type { DoneRun } from './useLuaServer.ts'

/** The reply of one run of the script, and the keys before and after. */
export function LuaResultView({ result }: { result: LuaResult }) {
  const { reply, error, stopped, tookMicroseconds, before, after } = result
  return (
    <>
      <div className="lua-reply" data-error={error || stopped ? true : undefined}>
        <p className="lua-reply-head">
          <Shape kind={stopped ? 'failed' : error ? 'rejected' : 'allowed'} />
          <strong>
            {stopped ? texts.stoppedTitle : error ? texts.errorAt(error.line) : texts.reply}
          </strong>
          {tookMicroseconds !== null && (
            <span className="quiet">{texts.took(tookMicroseconds)}</span>
          )}
        </p>
        {stopped && <p>{texts.stopped(stopped)}</p>}
        {reply ? (
          <ScrollRegion className="lua-reply-scroll" label={texts.reply}>
            <pre>{error ? error.message : reply}</pre>
          </ScrollRegion>
        ) : (
          !stopped && <p>{texts.noReply}</p>
        )}
      </div>
      <KeysTable title={texts.after} keys={after} changedFrom={before} />
      <details>
        <summary>{texts.before}</summary>
        <KeysTable title={texts.before} keys={before} />
      </details>
    </>
  )
}

/** Announces a finished script to a screen reader: how it ended, and its reply. The keys are a table, to be read on demand. */
export function LuaAnnouncement({ newest }: { newest: DoneRun | undefined }) {
  return (
    <p className="visually-hidden" role="status">
      {newest && <span key={newest.id}>{announcementOf(newest.result)}</span>}
    </p>
  )
}

const maxAnnounced = 300

function announcementOf({ reply, error, stopped }: LuaResult): string {
  if (stopped) return `${texts.stoppedTitle}. ${texts.stopped(stopped)}`
  if (error) return `${texts.errorAt(error.line)}. ${error.message.slice(0, maxAnnounced)}`
  return reply ? `${texts.reply}: ${reply.slice(0, maxAnnounced)}` : texts.noReply
}
