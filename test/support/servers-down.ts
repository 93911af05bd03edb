/** Ends what `servers.ts` started. */
export default async function stopServers(): Promise<void> {
  globalThis.caminoServers?.stop();
}
