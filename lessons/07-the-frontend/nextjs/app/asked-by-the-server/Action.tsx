'use client'
import { useActionState } from 'react'
import type { Messages } from '../messages.ts'
import type { Counted } from './ask-api.ts'
import { CountedAs } from './CountedAs.tsx'

/** A form that runs a server action, also before or without JavaScript. */
export function Action({
  run,
  label,
  texts,
}: {
  run: () => Promise<Counted>
  label: string
  texts: Messages['server']
}) {
  const [counted, submit, pending] = useActionState<Counted | null>(run, null)
  return (
    <form action={submit}>
      <button type="submit" aria-disabled={pending}>
        {label}
      </button>
      <output>{counted && <CountedAs counted={counted} texts={texts} />}</output>
    </form>
  )
}
