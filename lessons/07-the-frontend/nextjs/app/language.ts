import { headers } from 'next/headers'
import { type Language, languages } from './messages.ts'

/** The first language of the browser's list that this page speaks, and English where there is none. */
export async function language(): Promise<Language> {
  const accepted = (await headers()).get('accept-language') ?? ''
  for (const part of accepted.split(',')) {
    const [tag = '', quality] = part.trim().toLowerCase().split(';')
    const found = languages.find((known) => tag === known || tag.startsWith(`${known}-`))
    if (found && quality?.trim() !== 'q=0') return found
  }
  return 'en'
}
