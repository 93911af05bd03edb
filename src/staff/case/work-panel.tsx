import { roleCan } from '../../handoff/roles.ts';
import type { CasePageProps } from './case-props.ts';
import { CloseForm } from './close-form.tsx';
import { Notes } from './notes-view.tsx';
import { Refer } from './refer-form.tsx';
import { ReplyForm } from './reply-form.tsx';
import { SnoozeForm } from './snooze-form.tsx';
import { Who } from './who-view.tsx';

/** Where one works on a case: who has it, what can be done, the reply, the notes. All of it is plain forms; who only reads has none. */
export function WorkPanel(props: CasePageProps) {
  const { tongue, staff } = props.visit;
  if (!roleCan(staff.role, 'work_cases')) return null;
  return (
    <div class="work">
      <Who {...props} />
      <ReplyForm {...props} />
      <section class="more-acts" aria-labelledby="acts">
        <h2 id="acts">{tongue.say('console.act.title')}</h2>
        <SnoozeForm {...props} />
        <Refer {...props} />
      </section>
      <Notes {...props} />
      <CloseForm {...props} />
    </div>
  );
}
