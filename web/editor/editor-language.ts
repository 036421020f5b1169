import { type LanguageSupport, StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'

export type EditorLanguage = 'lua' | 'typescript' | 'json' | 'text'

/** The grammar that colours a language, each in a chunk of its own. */
export async function loadLanguage(language: EditorLanguage): Promise<Extension> {
  switch (language) {
    case 'lua': {
      const { lua } = await import('@codemirror/legacy-modes/mode/lua')
      return StreamLanguage.define(lua)
    }
    case 'typescript':
    case 'json': {
      const { javascript } = await import('@codemirror/lang-javascript')
      const support: LanguageSupport = javascript({ typescript: language === 'typescript' })
      return support
    }
    case 'text':
      return []
  }
}
