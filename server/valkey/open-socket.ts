import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, rootCertificates } from 'node:tls'
import type { ValkeyAddress } from './address.ts'

/** A plain connection to a Valkey, over TLS where its address says so. Nothing is said on it yet. */
export function openSocket({ host, port, tls }: ValkeyAddress): Socket {
  if (!tls) return connect({ host, port })
  return connectTls({
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    // A `ca` of one's own would replace Node's list, so the list goes along.
    ...(tls.ca !== undefined && { ca: [...rootCertificates, tls.ca] }),
  })
}
