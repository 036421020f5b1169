import type { RespReply } from './resp-reply.ts'

/**
 * A reply as valkey-cli prints it in a terminal, without the last line's end.
 * Source: https://github.com/valkey-io/valkey/blob/8.1/src/valkey-cli.c (cliFormatReplyTTY)
 */
export function formatReply(reply: RespReply, indent = ''): string {
  switch (reply.type) {
    case 'status':
      return reply.text
    case 'error':
      return `(error) ${reply.text}`
    case 'integer':
      return `(integer) ${reply.text}`
    case 'nil':
      return '(nil)'
    case 'string':
      return quote(reply.bytes)
    case 'array':
      return formatArray(reply.items, indent)
  }
}

/** The reply of INFO, which valkey-cli prints as the text it is. */
export function formatText(reply: RespReply): string {
  if (reply.type !== 'string') return formatReply(reply)
  return reply.bytes.toString().replaceAll('\r\n', '\n').trimEnd()
}

function formatArray(items: RespReply[], indent: string): string {
  if (items.length === 0) return '(empty array)'
  const digits = String(items.length).length
  const inner = indent + ' '.repeat(digits + 2)
  return items
    .map((item, i) => {
      const number = String(i + 1).padStart(digits)
      return `${i === 0 ? '' : indent}${number}) ${formatReply(item, inner)}`
    })
    .join('\n')
}

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
}

/** In double quotes; bytes outside printable ASCII as \xHH, as sdscatrepr writes them. */
function quote(bytes: Buffer): string {
  const text = bytes.toString('latin1').replace(/["\\]|[^ -~]/g, (char) => {
    const hex = char.charCodeAt(0).toString(16).padStart(2, '0')
    return escapes[char] ?? `\\x${hex}`
  })
  return `"${text}"`
}
