import type { ValkeyAddress } from './address.ts'

/** Why there is no answer from Valkey. `fault` says whose turn it is: waiting helps an outage, not a wrong setting. */
export type Cause = { code: string; sentence: string; fault: 'outage' | 'setting' }

/**
 * Turns an error of ioredis, of the network or of TLS into one sentence: what happened, to which address, what to do.
 * Codes: https://nodejs.org/api/errors.html, https://valkey.io/commands/auth/
 */
export function explainCause(error: Error, address: ValkeyAddress): Cause {
  const at = `${address.host}:${address.port}`
  const code = codeOf(error)
  const setting = settings[code]
  if (setting) return { code, sentence: setting(at), fault: 'setting' }
  const outage = outages[code] ?? (() => error.message || 'no reason given')
  return { code, sentence: outage(at) + tlsHint(code, address), fault: 'outage' }
}

type Sentences = Record<string, (at: string) => string>

const settings: Sentences = {
  WRONGPASS: (at) =>
    `Valkey at ${at} refused the password (WRONGPASS). Check VALKEY_PASSWORD and VALKEY_USERNAME.`,
  NOAUTH: (at) => `Valkey at ${at} asks for a password (NOAUTH). Set VALKEY_PASSWORD.`,
  MOVED: (at) =>
    `Valkey at ${at} is one node of a cluster, and the key is on another one (MOVED). Set VALKEY_CLUSTER=true.`,
  NOPERM: (at) =>
    `Valkey at ${at} does not allow this user what the workbook needs (NOPERM). Give the user +@all on ~rate:*, or leave VALKEY_USERNAME out.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (at) =>
    `The certificate of Valkey at ${at} is for another host name (ERR_TLS_CERT_ALTNAME_INVALID). Set VALKEY_HOST to the name in the certificate.`,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('SELF_SIGNED_CERT_IN_CHAIN'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('DEPTH_ZERO_SELF_SIGNED_CERT'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
  CERT_SIGNATURE_FAILURE: untrusted('CERT_SIGNATURE_FAILURE'),
  CERT_HAS_EXPIRED: (at) =>
    `The certificate of Valkey at ${at} has expired (CERT_HAS_EXPIRED). Renew it on the server.`,
  ERR_SSL_WRONG_VERSION_NUMBER: (at) =>
    `Valkey at ${at} does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER). Set VALKEY_TLS=false or use its TLS port.`,
}

const outages: Sentences = {
  ECONNREFUSED: (at) =>
    `Nothing listens at ${at} (ECONNREFUSED). Start Valkey, or check VALKEY_PORT.`,
  ENOTFOUND: (at) => `The host name of ${at} is unknown (ENOTFOUND). Check VALKEY_HOST.`,
  EAI_AGAIN: (at) =>
    `The host name of ${at} cannot be looked up at the moment (EAI_AGAIN). Check VALKEY_HOST and this machine's network.`,
  EHOSTUNREACH: (at) =>
    `There is no way to ${at} from here (EHOSTUNREACH). Check VALKEY_HOST and the network.`,
  ENETUNREACH: (at) =>
    `There is no way to ${at} from here (ENETUNREACH). Check VALKEY_HOST and the network.`,
  ETIMEDOUT: (at) => `${at} does not answer (ETIMEDOUT). Check VALKEY_HOST and the firewall.`,
  ECONNRESET: (at) => `${at} closed the connection (ECONNRESET).`,
  TIMEOUT: (at) => `Valkey at ${at} is connected but does not answer (timeout).`,
  CLOSED: (at) => `The connection to Valkey at ${at} was closed.`,
  LOADING: (at) => `Valkey at ${at} is still loading its data (LOADING).`,
}

/** Each side of a TLS mix-up sees only silence or a closed connection. */
function tlsHint(code: string, { tls }: ValkeyAddress): string {
  if (tls && (code === 'ETIMEDOUT' || code === 'ECONNRESET')) {
    return ' If that port does not speak TLS, set VALKEY_TLS=false.'
  }
  return !tls && code === 'ECONNRESET' ? ' If that port speaks TLS, set VALKEY_TLS=true.' : ''
}

function untrusted(code: string): (at: string) => string {
  return (at) =>
    `The certificate of Valkey at ${at} is not trusted (${code}). Set VALKEY_CA_FILE to the certificate authority's PEM file.`
}

function codeOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code) return code
  if (/timed? ?out|did not answer within/i.test(error.message)) return 'TIMEOUT'
  if (/connection is closed/i.test(error.message)) return 'CLOSED'
  // Valkey's own errors begin with their code: "WRONGPASS invalid username-password pair …".
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? 'ERROR'
}
