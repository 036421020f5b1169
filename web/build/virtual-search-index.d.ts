declare module 'virtual:search-index' {
  /** A MiniSearch index as JSON text; built by search-plugin.ts. */
  const index: string
  export default index
}
