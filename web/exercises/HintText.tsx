import { InlineText } from '../ui/InlineText.tsx'

/** A hint's Markdown, as far as hints use it: paragraphs, `code` and *emphasis*. */
export function HintText({ text }: { text: string }) {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => (
      <p key={paragraph}>
        <Emphasised text={paragraph} />
      </p>
    ))
}

function Emphasised({ text }: { text: string }) {
  const parts = text.split(/(?<![`\w])\*([^*`\n]+)\*/).map((part, place) => ({ part, place }))
  return parts.map(({ part, place }) =>
    place % 2 === 1 ? <em key={place}>{part}</em> : <InlineText key={place} text={part} />,
  )
}
