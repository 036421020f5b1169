import { PresentPage } from '../room/PresentPage.tsx'
import { presentMessages } from '../room/present-messages.ts'

const { title, description } = presentMessages

export const presentPage = { Body: PresentPage, title, description }
