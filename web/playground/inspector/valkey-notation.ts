// A call and its reply as valkey-cli writes them.
import type { ReplyValue, TracedCall } from '../../../server/inspector/contract.ts'

/** `EVALSHA <SHA-1 of fixed-window.lua> 1 rate:127.0.0.1 60` */
export function formatCall({ script, keys, args }: TracedCall): string {
  const words = [...keys, ...args.map(String)].map(quote)
  return ['EVALSHA', `‹SHA-1 of ${script}›`, keys.length, ...words].join(' ')
}

/** `1) (integer) 3` and so on, an array within an array indented. */
export function formatReply(reply: ReplyValue, indent = ''): string {
  if (reply === null) return '(nil)'
  if (typeof reply === 'number') return `(integer) ${reply}`
  if (typeof reply === 'string') return JSON.stringify(reply)
  if (reply.length === 0) return '(empty array)'
  const width = String(reply.length).length
  const deeper = `${indent}${' '.repeat(width + 2)}`
  return reply
    .map(
      (item, i) =>
        `${i === 0 ? '' : indent}${String(i + 1).padStart(width)}) ${formatReply(item, deeper)}`,
    )
    .join('\n')
}

/** Only what a shell or valkey-cli would read as two words, or as none, needs quotes. */
export function quote(word: string): string {
  return /^[!-&(-~]+$/.test(word) ? word : JSON.stringify(word)
}
