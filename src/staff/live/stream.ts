import type { ServerResponse } from 'node:http';
import type { LiveVersion } from '../../records/feed.ts';

/** Who does not read so much is not there any more. */
const MOST_WAITING_BYTES = 64 * 1024;
/** A browser that lost its line tries again after so long. */
const RETRY_MS = 3000;

/** Server-sent events to one browser. */
export class Stream {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, headers: Readonly<Record<string, unknown>>) {
    this.#response = response;
    response.writeHead(200, {
      ...(headers as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      // Some proxies gather what passes.
      'x-accel-buffering': 'no',
    });
    this.#write(`retry: ${RETRY_MS}\n\n`);
  }

  /** Names and their version, nothing else. The browser brings the version back when it comes again. */
  tell(names: readonly string[], version: LiveVersion): void {
    this.#write(`id: ${version}\n${names.map((name) => `data: ${name} ${version}\n`).join('')}\n`);
  }

  /** A sign of life that says nothing: proxies close what is silent. */
  beat(): void {
    this.#write(':\n\n');
  }

  end(): void {
    this.#response.end();
  }

  #write(text: string): void {
    if (this.#response.writableLength > MOST_WAITING_BYTES) this.#response.destroy();
    else this.#response.write(text);
  }
}
