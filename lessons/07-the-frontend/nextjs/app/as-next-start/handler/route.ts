// What many answers on the web advise, and what fails: a route handler that hands on the header as it finds it.
// region: handler
export async function GET(request: Request): Promise<Response> {
  const address = request.headers.get('x-forwarded-for') ?? ''
  const answer = await fetch(`${process.env.API_URL}/api/nextjs/trusts-one-hop/saka`, {
    headers: { 'X-Forwarded-For': address },
    cache: 'no-store',
  })
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
}
// endregion: handler
