// The guide's four reasons for Valkey, each as a claim that is measured where the reader is.

import { CompatibilityClaim } from './CompatibilityClaim.tsx'
import { MemoryClaim } from './MemoryClaim.tsx'
import { whyValkeyMessages as texts } from './messages.ts'
import { ObservabilityClaim } from './ObservabilityClaim.tsx'
import { ThreadsClaim } from './ThreadsClaim.tsx'
import './why-valkey.css'

export default function WhyValkeyLab() {
  return (
    <div className="why-valkey">
      <p className="measure">{texts.lead}</p>
      {/* In the guide's order. */}
      <ThreadsClaim />
      <MemoryClaim />
      <CompatibilityClaim />
      <ObservabilityClaim />
    </div>
  )
}
