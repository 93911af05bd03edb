/** As much of it as our tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Account = { accountId: string; claims(): Promise<Record<string, unknown>> };
  type Configuration = {
    clients: readonly Record<string, unknown>[];
    claims: Record<string, readonly string[]>;
    findAccount(context: unknown, id: string): Promise<Account>;
  };

  // biome-ignore lint/style/noDefaultExport: so the package gives it.
  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}
