import { messages } from '../core/messages.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { codeMessages } from '../ui/messages.ts'
import { quote } from './composer/curl-command.ts'
import { keyMessages } from './keys/messages.ts'

/** What to type in a terminal to see this page move. */
export function OutsideCommands() {
  const yourKey = usePlaygroundState(({ live }) => live.yourKey)
  if (yourKey === null) return null
  const { del, expire, persist } = messages.commands
  const key = quote(yourKey)
  const commands = [expire(key), persist(key), del(key)]
  return (
    <details className="outside">
      <summary>{keyMessages.outside}</summary>
      {commands.map((command) => (
        <div className="command" key={command}>
          <code>{command}</code>
          <CopyButton text={command} label={codeMessages.copyOf(command)} />
        </div>
      ))}
    </details>
  )
}
