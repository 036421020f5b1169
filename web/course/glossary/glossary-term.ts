export type GlossaryTerm = {
  /** Its place on the page /glossary/. */
  id: string
  term: string
  /** Other spellings of it in the lessons. */
  also: string[]
  text: string
  /** Where it is defined. */
  see?: string
}
