'use server'
import { askForTheVisitor, askPlainly, type Counted } from './ask-api.ts'

// region: actions
export async function plainAction(): Promise<Counted> {
  return await askPlainly()
}

export async function handOnAction(): Promise<Counted> {
  return await askForTheVisitor()
}
// endregion: actions
