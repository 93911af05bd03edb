import { type Role, roleCan, type StaffAct } from '../../handoff/roles.ts';
import type { Visit } from './visit.ts';

/** Where the header leads, in its order; a role is shown what it may open. `href` is below the console's home. */
const DESTINATIONS: readonly {
  readonly href: string;
  readonly key: `console.nav.${string}`;
  readonly act: StaffAct;
}[] = [
  { href: '/cases', key: 'console.nav.cases', act: 'read_cases' },
  { href: '/diary', key: 'console.nav.diary', act: 'keep_diary' },
  { href: '/review', key: 'console.nav.review', act: 'review_talks' },
  { href: '/programme', key: 'console.nav.programme', act: 'read_programme' },
  { href: '/reports', key: 'console.nav.reports', act: 'read_reports' },
  { href: '/audit', key: 'console.nav.audit', act: 'read_audit' },
  { href: '/accounts', key: 'console.nav.accounts', act: 'manage_accounts' },
  { href: '/organisations', key: 'console.nav.organisations', act: 'read_programme' },
];

type Props = { readonly visit: Visit; readonly role: Role; readonly home: string };

/** The ways from any page to the others. */
export function Nav({ visit: { tongue, address }, role, home }: Props) {
  const [path = ''] = address.split('?');
  return (
    <nav class="ways" aria-label={tongue.say('console.nav')}>
      {DESTINATIONS.filter(({ act }) => roleCan(role, act)).map(({ href, key }) => (
        <a key={key} href={home + href} aria-current={currentOf(path, home + href)}>
          {tongue.say(key)}
        </a>
      ))}
    </nav>
  );
}

/** `page` for the page itself, `true` for one below it. */
function currentOf(path: string, href: string): 'page' | 'true' | undefined {
  if (path === href) return 'page';
  return path.startsWith(`${href}/`) ? 'true' : undefined;
}

/** Where somebody of this role begins: the first of the ways that are open to them. */
export function startOf(role: Role): string {
  return DESTINATIONS.find(({ act }) => roleCan(role, act))?.href ?? '/account';
}
