import { type AskOptions, type Reply, readReply, request, unreached } from './ask.ts'

/**
 * Asks a route that answers with lines of JSON for as long as it runs; `onLines` gets what arrived together, in order.
 * Without a deadline, since it may run for long: `signal` stops it. Never rejects.
 */
export async function askLines<Line>(
  path: string,
  { onLines, ...options }: AskOptions & { onLines: (lines: Line[]) => void },
): Promise<Reply<null>> {
  try {
    const response = await request(path, { ...options, withinMs: null })
    if (!response.ok || !response.body) return await readReply(response)
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const split = createLineSplitter()
    for (;;) {
      // Reads past the last line too, because a browser reports a body that was not read to its end as aborted.
      const { done, value } = await reader.read()
      if (done) return { is: 'answered', body: null }
      const lines = split(value).map((line): Line => JSON.parse(line))
      if (lines.length > 0) onLines(lines)
    }
  } catch (error) {
    return unreached(error, options)
  }
}

/** Gives the whole lines that a piece of text completes; keeps the rest for the next. Empty lines are heartbeats. */
export function createLineSplitter(): (piece: string) => string[] {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    return lines.filter((line) => line !== '')
  }
}
