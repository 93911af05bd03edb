import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Whence } from '../../records/sign-in.ts';
import { type Desk, knownTokenIn } from '../frame/visit.ts';

/** From where a request comes, as far as signing in wants to know. */
export function whenceOf(desk: Desk, request: FastifyRequest): Whence {
  return {
    network: networkOf(request.ip),
    known: knownTokenIn(desk, request),
    browser: browserOf(request.headers['user-agent'] ?? ''),
  };
}

/** What one household or one rented machine has: the first 24 bits of an IPv4 address, the first 48 of another. @internal */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return plain;
  return `${groupsOf(plain).slice(0, 3).join(':')}::/48`;
}

/** The eight groups of an IPv6 address, however it was shortened. */
function groupsOf(ip: string): string[] {
  const [before = '', after] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const [first, last] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = after === undefined ? 0 : Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0));
  return [...(first ?? []), ...Array<string>(missing).fill('0'), ...(last ?? [])].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}

// In this order: each says the names of those after it too.
const BROWSERS = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(?:e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** A browser's name and its system's, such as `Firefox, Windows`; empty where it says neither. Versions would only tell one from another. @internal */
export function browserOf(agent: string): string {
  return [BROWSERS, SYSTEMS]
    .map((names) => names.find(([pattern]) => pattern.test(agent))?.[1])
    .filter((name) => name !== undefined)
    .join(', ');
}
