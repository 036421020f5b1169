// Mistakes that no rule makes: each as a change of a correct solution.
import type { ByHand } from '../mutant.ts'
import { inApps } from './in-apps.ts'
import { inLimiters } from './in-limiters.ts'

export const byHand: ByHand[] = [...inLimiters, ...inApps]
