import { presentMessages } from '../messages/en/present.ts'
import { PresentPage } from './PresentPage.tsx'

const { title, description } = presentMessages

export const presentPage = { Body: PresentPage, title, description }
