import type { Shown } from '../../handoff/groups.ts';
import type { Day } from '../../screening/names.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { Figure } from './figure.ts';
import { FigureView } from './figure-view.tsx';
import { type Days, type DaysRead, lastDays } from './period.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly days: Days;
  /** Why the days that were asked for are not shown. */
  readonly trouble: Extract<DaysRead, { ok: false }>['reason'] | null;
  readonly today: Day;
  readonly timeZone: string;
  readonly wholes: { readonly wrote: Shown; readonly handedOver: Shown };
  readonly figures: readonly Figure[];
  readonly mayExport: boolean;
};

/** What happened in some days, in numbers that name nobody. */
export function ReportsPage({ visit, css, days, trouble, today, timeZone, wholes, figures, mayExport }: Props) {
  const { tongue } = visit;
  const title = tongue.say('console.reports.title');
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="reports">
        <h1>{title}</h1>
        {trouble !== null && (
          <p class="trouble" role="alert">
            {tongue.say(`console.reports.trouble.${trouble}`)}
          </p>
        )}
        <p class="answer">
          {tongue.say('console.reports.between', { from: days.from, to: days.to })} {wholeWords(tongue, wholes)}
        </p>
        <Choice tongue={tongue} days={days} today={today} />
        <p class="quiet small">{tongue.say('console.reports.note', { zone: timeZone })}</p>
        <div class="figures">
          {figures.map((figure) => (
            <FigureView key={figure.name} tongue={tongue} figure={figure} days={days} mayExport={mayExport} />
          ))}
        </div>
      </div>
    </Page>
  );
}

function wholeWords(tongue: Tongue, { wrote, handedOver }: Props['wholes']): string {
  if (wrote === 0) return tongue.say('console.reports.whole.nobody');
  if (wrote === null) return tongue.say('console.reports.whole.few');
  const people = tongue.say('console.reports.whole', { count: wrote, n: wrote });
  if (handedOver === null || handedOver === 0) return people;
  return `${people} ${tongue.say('console.reports.whole.handed-over', { count: handedOver, n: handedOver })}`;
}

const PRESETS = { week: 7, month: 30, quarter: 91 } as const;

function Choice({ tongue, days, today }: Pick<Props, 'days' | 'today'> & { readonly tongue: Tongue }) {
  return (
    <div class="choice">
      <nav class="presets" aria-label={tongue.say('console.reports.presets')}>
        {Object.entries(PRESETS).map(([name, count]) => {
          const { from, to } = lastDays(today, count);
          const isShown = from === days.from && to === days.to;
          return (
            <a key={name} href={`${HOME}/reports?from=${from}&to=${to}`} aria-current={isShown ? 'true' : undefined}>
              {tongue.say(`console.reports.preset.${name}`)}
            </a>
          );
        })}
      </nav>
      <form method="get" action={`${HOME}/reports`}>
        <label for="from">{tongue.say('console.reports.from')}</label>
        <input id="from" name="from" type="date" value={days.from} max={today} required />
        <label for="to">{tongue.say('console.reports.to')}</label>
        <input id="to" name="to" type="date" value={days.to} max={today} required />
        <button type="submit">{tongue.say('console.reports.show')}</button>
      </form>
    </div>
  );
}
