import type { Present } from '../../records/presence.ts';
import type { Staff } from '../../records/staff.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

type Props = {
  readonly tongue: Tongue;
  readonly staff: Staff;
  readonly number: number;
  readonly present: readonly Present[];
};

/** Who else looks at a case or writes in it now. It keeps itself fresh, and tells colleagues that this page is open. */
export function Presence({ tongue, staff, number, present }: Props) {
  const address = `${HOME}/cases/${number}/presence`;
  return (
    <div
      id={`presence-${number}`}
      class="presence"
      data-presence={address}
      data-live={`presence ${number}`}
      data-fragment={address}
    >
      <Colleagues tongue={tongue} staff={staff} present={present} />
    </div>
  );
}

/** The names of who else is there, in words. Nothing where nobody is. */
export function Colleagues({ tongue, staff, present }: Omit<Props, 'number'>) {
  const others = present.filter((each) => each.staff !== staff.id);
  if (others.length === 0) return null;
  return (
    <ul class="colleagues">
      {others.map(({ staff: id, name, types }) => (
        <li key={id} class={types ? 'types' : undefined}>
          {tongue.say(types ? 'console.live.types' : 'console.live.looks', { name })}
        </li>
      ))}
    </ul>
  );
}
