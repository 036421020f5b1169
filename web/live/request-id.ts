/**
 * Names for this page's requests, such as `p3f9k1-17`: the header X-Request-Id carries them, so that what the server
 * tells about a request finds its row. Two tabs, or a page loaded anew, begin differently.
 */
export function createRequestIds(): () => string {
  let page: string | undefined
  let last = 0
  return function nextRequestId() {
    // Not crypto.randomUUID, which plain-HTTP addresses other than localhost lack.
    page ??= `p${Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('')}`
    last += 1
    return `${page}-${last}`
  }
}
