export function TaskFault({ fault }: { fault: string | null }) {
  if (fault === null) return null
  return (
    <p className="notice notice-lost" role="alert">
      {fault}
    </p>
  )
}
