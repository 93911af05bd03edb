import { HOME } from '../frame/layout.tsx';
import type { CasePageProps } from './case-props.ts';

/** So much of it tells whether one must look. */
const LETTERS = 80;

/** That the person wrote since the page was opened, beside the field in which somebody may be typing. The talk itself may be out of sight. */
export function News({ visit: { tongue }, file, heard }: CasePageProps) {
  const { talk, case: of } = file;
  const newest = talk.lines.findLast(({ saidBy }) => saidBy === 'person');
  const at = newest?.at.getTime() ?? 0;
  const since = heard ?? at;
  // Of an earlier part of the talk nobody knows what is new.
  const goesOn = talk.before === null && {
    'data-live': `case ${of.number}`,
    'data-fragment': `${HOME}/cases/${of.number}?fragment=news&heard=${since}`,
  };
  return (
    <div id="reply-news" class="news" role="status" {...goesOn}>
      {newest !== undefined && at > since && (
        <p class="notice small">
          <span dir="auto">
            {newest.words === null
              ? tongue.say('console.reply.news.no-words')
              : tongue.say('console.reply.news', { words: beginning(newest.words) })}
          </span>{' '}
          <a href="#newest">{tongue.say('console.reply.news.show')}</a>
        </p>
      )}
    </div>
  );
}

function beginning(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ').trim()];
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS).join('').trim()}…` : letters.join('');
}
