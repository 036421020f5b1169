// A certificate for a Valkey on this machine. Not every machine has openssl, so a library makes it.
import { isIP } from 'node:net'
import { generate } from 'selfsigned'

export type Certificates = { ca: string; certificate: string; key: string }

/**
 * Makes a certificate authority and one server certificate signed by it, as PEM. The authority's key is thrown away,
 * so nobody can ever issue a second certificate that a client with this `ca` would trust.
 * @param hosts names and IP addresses the certificate is good for
 * @param days how long both are valid, from five minutes ago (clocks differ)
 * Source: RFC 5280, https://www.rfc-editor.org/rfc/rfc5280
 */
export async function makeCertificates({
  hosts = ['localhost', '127.0.0.1', '::1'],
  days = 365,
}: {
  hosts?: string[]
  days?: number
} = {}): Promise<Certificates> {
  const shared = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 5 * 60_000),
    notAfterDate: new Date(Date.now() + days * 24 * 3600_000),
  } as const
  const authority = await generate(
    [{ name: 'commonName', value: 'Valkey Rate Limiter Workbook, this machine only' }],
    {
      ...shared,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    },
  )
  const server = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...shared,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map(alternativeName) },
    ],
  })
  return { ca: authority.cert, certificate: server.cert, key: server.private }
}

function alternativeName(host: string) {
  return isIP(host) === 0 ? ({ type: 2, value: host } as const) : ({ type: 7, ip: host } as const)
}
