declare module 'virtual:glossary' {
  /** Every term, in the order of the alphabet; built by glossary-plugin.ts. */
  export const glossary: import('../course/glossary/glossary-term.ts').GlossaryTerm[]
}
