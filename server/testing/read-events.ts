import { createParser } from 'eventsource-parser'
import type { LiveEvent } from '../contract.ts'

/** Reads an event stream as a stranger's client would: by the standard, over HTTP. */
export async function readEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; events: LiveEvent[]; ended: Promise<void>; close(): void }> {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const events: LiveEvent[] = []
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event, data: JSON.parse(data) } as LiveEvent),
  })
  async function readAll(): Promise<void> {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }))
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error
    }
  }
  return { response, events, ended: readAll(), close: () => abort.abort() }
}
