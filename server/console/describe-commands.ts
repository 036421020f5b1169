import type { RespReply } from '../valkey/resp-reply.ts'
import type { ConsoleCommand } from './contract.ts'

/** Adds what Valkey itself says about each command, in its own words: COMMAND DOCS. */
export async function describeCommands(
  commands: readonly ConsoleCommand[],
  ask: (args: readonly string[]) => Promise<RespReply | undefined>,
): Promise<ConsoleCommand[]> {
  const names = commands.map(({ name }) => docsName(name))
  const docs = fieldsOf(await ask(['COMMAND', 'DOCS', ...names]))
  return commands.map((command) => {
    const fields = fieldsOf(docs.get(docsName(command.name)))
    const [summary, since, group] = ['summary', 'since', 'group'].map((field) =>
      textOf(fields.get(field)),
    )
    return {
      ...command,
      ...(summary && { summary }),
      ...(since && { since }),
      ...(group && { group }),
    }
  })
}

const docsName = (name: string) => name.toLowerCase().replace(' ', '|')

/** A map travels as a list of names and values in turn. */
function fieldsOf(reply: RespReply | undefined): Map<string, RespReply> {
  const fields = new Map<string, RespReply>()
  if (reply?.type !== 'array') return fields
  for (let at = 0; at + 1 < reply.items.length; at += 2) {
    const value = reply.items[at + 1]
    if (value) fields.set(textOf(reply.items[at]), value)
  }
  return fields
}

function textOf(reply: RespReply | undefined): string {
  if (reply?.type === 'string') return reply.bytes.toString()
  return reply?.type === 'status' ? reply.text : ''
}
