import express, { type RequestHandler } from 'express'
import { noStore } from '../http/no-store.ts'
import { handleErrors, notFound } from '../http/problems.ts'
import { serve } from './serve.ts'

/** Serves routes by their path, with what server/app.ts puts around those under /api. `log` gets what goes wrong. */
export async function serveApi(
  routes: Record<string, RequestHandler>,
  log: (line: string) => void = () => undefined,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = express()
  app.use(noStore)
  for (const [path, handler] of Object.entries(routes)) app.use(path, handler)
  app.use(notFound)
  app.use(handleErrors(log))
  return await serve(app)
}
