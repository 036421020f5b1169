/** An error as a client reads it: what happened, to what, what to do. Never a stack. Source: RFC 9457 */
export type Problem = { status: number; title: string; detail: string }

/**
 * What the server does not do, for a person: a short title, and a sentence with what to do. Thrown anywhere below a
 * route; handleErrors answers with it. It is not a fault, so it is not logged.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly title: string
  /** The HTTP status that fits it. */
  readonly status: number

  constructor(title: string, detail: string, status = 409) {
    super(detail)
    this.title = title
    this.status = status
  }

  get problem(): Problem {
    return { status: this.status, title: this.title, detail: this.message }
  }
}
