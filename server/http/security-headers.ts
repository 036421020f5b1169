import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * What a browser may do with our pages: only our own files, no inline code, no framing. Without
 * upgrade-insecure-requests and HSTS, which would break the workbook on plain-HTTP addresses other than localhost.
 * Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  })
}
