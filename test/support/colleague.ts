import { randomUUID } from 'node:crypto';
import type { World } from './talk.ts';

/** A member of staff at the desk of a running Camino, who knows its forms. */
export type Colleague = {
  /** Sends a form of a case. @returns the status: 303 done, 409 refused */
  does(number: number, what: string, form?: Readonly<Record<string, string>>): Promise<number>;
  /** The same, with all that comes back. */
  sends(number: number, what: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** Writes to the person. */
  writes(number: number, text: string): Promise<number>;
  /** Sends any other form of the desk. @returns the status */
  posts(path: string, form: Readonly<Record<string, string>>): Promise<number>;
  /** A page's text. */
  reads(path: string): Promise<string>;
  /** What is at an address, whatever it is. */
  gets(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
};

const FROM_HERE = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/** Signs somebody in. */
export async function colleague({ camino }: World, email: string, password: string): Promise<Colleague> {
  const post = (path: string, form: Readonly<Record<string, string>>, cookie = '') =>
    fetch(`${camino.url}/staff${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...FROM_HERE, cookie },
      body: new URLSearchParams(form).toString(),
    });
  const signedIn = await post('/sign-in', { email, password });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const sends: Colleague['sends'] = (number, what, form) => post(`/cases/${number}/${what}`, form, cookie);
  const does: Colleague['does'] = async (number, what, form = {}) => (await sends(number, what, form)).status;
  return {
    does,
    sends,
    writes: (number, text) => does(number, 'replies', { id: randomUUID(), text }),
    gets: (path, headers = {}) => fetch(`${camino.url}/staff${path}`, { headers: { cookie, ...headers } }),
    posts: async (path, form) => (await post(path, form, cookie)).status,
    reads: async (path) => (await fetch(`${camino.url}/staff${path}`, { headers: { cookie } })).text(),
  };
}
