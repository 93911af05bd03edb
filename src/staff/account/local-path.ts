import { HOME } from '../frame/layout.tsx';

const NOWHERE = 'http://nowhere.invalid';

/** A page of this console, as a path, or null: what comes with a link or a cookie sends nobody to another place. */
export function localPath(path: unknown): string | null {
  if (typeof path !== 'string' || !path.startsWith(`${HOME}/`) || !URL.canParse(path, NOWHERE)) return null;
  const { origin, pathname, search } = new URL(path, NOWHERE);
  // Dots may have led out of it.
  return origin === NOWHERE && pathname.startsWith(`${HOME}/`) ? `${pathname}${search}` : null;
}
