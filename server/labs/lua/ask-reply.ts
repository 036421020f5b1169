import type { AskOptions, DisposableValkey } from '../../sandbox/sandbox.ts'
import type { RespReply } from '../../valkey/resp-reply.ts'

/** Sends a command of the lab itself, whose reply is small and certain. Throws when it is neither. */
export async function askReply(
  valkey: DisposableValkey,
  args: readonly (string | Buffer)[],
  options: AskOptions = {},
): Promise<RespReply> {
  const asked = await valkey.ask(args, options)
  if (asked.outcome === 'replied') return asked.reply
  throw new Error(`A disposable Valkey answered ${args[0]} with "${asked.outcome}"`)
}
