/**
 * Cuts what one connection receives into HTTP answers, one under way at a time. Express gives each a Content-Length.
 * `onAnswer` gets the status of each complete one; `onFault` gets a sentence when something else arrives.
 */
export function createAnswerReader({
  onAnswer,
  onFault,
}: {
  onAnswer: (status: string) => void
  onFault: (sentence: string) => void
}): (chunk: Buffer) => void {
  let pending: Buffer | undefined
  return function read(chunk) {
    const data = pending ? Buffer.concat([pending, chunk]) : chunk
    pending = data
    const headEnd = data.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const head = data.toString('latin1', 0, headEnd)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      onFault(`An answer has no Content-Length: ${head.slice(0, 200)}`)
      return
    }
    if (data.length < headEnd + 4 + Number(length)) return
    pending = undefined
    onAnswer(head.slice(9, 12))
  }
}
