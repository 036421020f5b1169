/** A question is a plain attribute in the lesson; `back-ticked` words in it are drawn as code all the same. */
export function InlineText({ text }: { text: string }) {
  const parts = text.split('`').map((part, place) => ({ part, place }))
  return parts.map(({ part, place }) =>
    place % 2 === 1 ? <code key={place}>{part}</code> : <span key={place}>{part}</span>,
  )
}
