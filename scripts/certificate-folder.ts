// The certificate files of docker-compose.yml's tls profile: made once, kept, never replaced unasked.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificates } from './certificate.ts'

const names = ['ca.crt', 'server.crt', 'server.key'] as const
const day = 24 * 3600_000

/**
 * Sees that `folder` holds a certificate authority (ca.crt), a server certificate for this machine (server.crt) and
 * its key (server.key). Good ones stay as they are; with `renew`, new ones take their place.
 * @returns what was done, in a sentence
 * @throws Error in a sentence, when what is there is not usable (only `renew` replaces it), or cannot be written
 */
export async function ensureCertificates({
  folder,
  renew = false,
}: {
  folder: string
  renew?: boolean
}): Promise<string> {
  const present = names.filter((name) => existsSync(join(folder, name)))
  if (present.length > 0 && !renew) return checkPresent(folder)
  const { ca, certificate, key } = await makeCertificates()
  const contents = { 'ca.crt': ca, 'server.crt': certificate, 'server.key': key }
  try {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
    for (const name of names) {
      // The folder keeps others out on this machine. The file itself is mounted into the container, where Valkey
      // is another user and must be able to read it.
      writeFileSync(join(folder, name), contents[name], { mode: 0o644 })
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`The certificate cannot be written into ${folder} (${code}).`, { cause })
  }
  const until = new X509Certificate(certificate).validTo
  return `Made a certificate for localhost in ${folder}, valid until ${until}. Restart a Valkey that uses an older one.`
}

function checkPresent(folder: string): string {
  const problem = problemOf(folder)
  if (problem) {
    throw new Error(
      `The certificate in ${folder} cannot be used: ${problem}. Run this again with --renew to replace it.`,
    )
  }
  const { validTo } = new X509Certificate(readFileSync(join(folder, 'server.crt')))
  return `The certificate in ${folder} is good until ${validTo}; --renew makes a new one.`
}

function problemOf(folder: string): string | undefined {
  const missing = names.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) return `${missing.join(' and ')} is missing`
  try {
    const read = (name: (typeof names)[number]) => readFileSync(join(folder, name))
    const ca = new X509Certificate(read('ca.crt'))
    const server = new X509Certificate(read('server.crt'))
    if (!server.verify(ca.publicKey)) return 'server.crt is not signed by ca.crt'
    if (!server.checkPrivateKey(createPrivateKey(read('server.key')))) {
      return 'server.key belongs to another certificate'
    }
    if (new Date(server.validTo).getTime() < Date.now() + day) {
      return `it ends on ${server.validTo}`
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
