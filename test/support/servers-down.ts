/** Ends what `servers.ts` started. */
export default async function stopServers(): Promise<void> {
  for (const server of globalThis.caminoServers ?? []) server.kill('SIGKILL');
}
