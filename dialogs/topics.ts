import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Attachment } from '../src/language/reply.ts';
import type { Topic, TopicId, TopicPart } from '../src/screening/programme.ts';
import { attachmentOn, partsOn } from '../src/screening/standing.ts';
import { sayHelplines } from './helplines.ts';

export const TOPICS = 'topics';

/** A WhatsApp list has ten rows; one is for more, one for the menu. */
const SHOWN = 8;

/** What people ask beside the pathways: costs and scams, how long it takes, the jungle, lost relatives. */
export class TopicsDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, topicsPrompt(dc.talk, 0));
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const [subject = '', value = ''] = chosenId(result).split('=');
    if (subject === 'topics') return dc.beginDialog(PROMPT, topicsPrompt(talk, Number(value)));
    const topic = talk.house.programme.topics.get(value as TopicId);
    if (topic !== undefined) sayTopic(talk, topic);
    return dc.endDialog();
  }
}

/** What is true of a topic today, with its sources and the lines that help. */
export function sayTopic(talk: Talk, topic: Topic): void {
  for (const part of partsOn(topic, talk.today)) {
    talk.say(`topic.${topic.id}.${part.id}`);
    saySource(talk, part.unconfirmed ? 'source.unconfirmed' : 'source', part);
    const attachment = attachmentOn(part, talk.today);
    if (attachment !== null) saySource(talk, `source.${attachment.kind}`, attachment, attachment);
  }
  if (topic.needs.length > 0) sayHelplines(talk, ...topic.needs);
}

function saySource(
  talk: Talk,
  key: string,
  { source, checkedOn }: Pick<TopicPart, 'source' | 'checkedOn'>,
  attachment?: Attachment,
): void {
  const publisher = talk.house.programme.sources.get(source)?.publisher;
  if (publisher !== undefined) talk.say(key, { publisher, checkedOn }, attachment);
}

/** Topics of which there is something true to say today. @param from the first one to show */
function topicsPrompt(talk: Talk, from: number): PromptOptions {
  const topics = [...talk.house.programme.topics.values()].filter((topic) => partsOn(topic, talk.today).length > 0);
  const shown = topics.slice(from, from + SHOWN);
  const next = from + SHOWN < topics.length ? from + SHOWN : 0;
  const choices = shown.map(({ id }) => ({ id: `topic=${id}`, label: `topic.${id}.name` }));
  const more = topics.length > SHOWN ? [{ id: `topics=${next}`, label: 'topics.more' }] : [];
  return { key: 'topics.ask', values: {}, choices: [...choices, ...more, { id: 'go=menu', label: 'menu.open' }] };
}
