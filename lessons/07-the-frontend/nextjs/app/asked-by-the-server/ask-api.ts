// Requests that the server of Next.js makes itself. For Express they come from that server.
import { headers } from 'next/headers'

/** Whom Express counted, and what came of it. */
export type Counted = { address: string; status: number; retryAfterSeconds: number }

// region: ask
const saka = () => `${process.env.API_URL}/api/nextjs/trusts-one-hop/saka`

/** Counted as the server itself: one counter for all visitors. */
export async function askPlainly(): Promise<Counted> {
  return read(await fetch(saka(), { cache: 'no-store' }))
}

/** Counted as the visitor: hands on the address that server.mjs wrote down. */
export async function askForTheVisitor(): Promise<Counted> {
  const address = (await headers()).get('x-forwarded-for') ?? ''
  return read(await fetch(saka(), { headers: { 'X-Forwarded-For': address }, cache: 'no-store' }))
}
// endregion: ask

function read({ status, headers }: Response): Counted {
  const retryAfterSeconds = Number(headers.get('Retry-After') ?? 0)
  return { address: headers.get('X-Counted-As') ?? '?', status, retryAfterSeconds }
}
