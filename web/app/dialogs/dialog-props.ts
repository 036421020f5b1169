import type { Page } from '../page.ts'

/** `typed`: what was typed while the dialog was being loaded. */
export type DialogProps = { page: Page; typed: string; onClose: () => void }
