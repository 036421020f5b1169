import { CopyButton } from '../lessons/CopyButton.tsx'
import { messages } from '../messages/en.ts'
import { usePlayground } from './usePlayground.ts'

/** What to type in a terminal to see this page move. */
export function OutsideCommands() {
  const { live } = usePlayground()
  if (live.yourKey === null) return null
  const { del, expire, persist } = messages.commands
  const commands = [expire(live.yourKey), persist(live.yourKey), del(live.yourKey)]
  return (
    <>
      <p>{messages.playground.outside}</p>
      {commands.map((command) => (
        <div className="command" key={command}>
          <code>{command}</code>
          <CopyButton text={command} label={messages.code.copyOf(command)} />
        </div>
      ))}
    </>
  )
}
