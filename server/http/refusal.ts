/** What cannot be done, told to a person: a short title, and a sentence with what to do. Not a fault, so not logged. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly title: string

  constructor(title: string, detail: string) {
    super(detail)
    this.title = title
  }
}
