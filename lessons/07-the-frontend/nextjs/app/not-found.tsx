// Next.js's own page for this has inline styles, which the security policy forbids.
export default function NotFound() {
  return <h1>404</h1>
}
