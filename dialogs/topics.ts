import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { chosenId, PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, talkOf } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { Attachment } from '../src/language/reply.ts';
import type { Programme, Topic, TopicId, TopicPart } from '../src/screening/programme.ts';
import { attachmentOn, partsOn } from '../src/screening/standing.ts';
import { sayHelplines } from './helplines.ts';

export const TOPICS = 'topics';

/** A WhatsApp list has ten rows; one is for more, one for the menu. */
const SHOWN = 8;

/** What people ask beside the pathways: costs and scams, how long it takes, the jungle, lost relatives. */
export class TopicsDialog extends Dialog {
  constructor() {
    super(TOPICS);
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, topicsPrompt(talkOf(dc.context), 0));
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const [subject = '', value = ''] = chosenId(result).split('=');
    if (subject === 'topics') return dc.beginDialog(PROMPT, topicsPrompt(talk, Number(value)));
    const topic = talk.house.programme.topics.get(value as TopicId);
    if (topic !== undefined) await sayTopic(dc, talk, topic);
    return dc.endDialog();
  }
}

async function sayTopic(dc: DialogContext, talk: Talk, topic: Topic): Promise<void> {
  const { programme } = talk.house;
  for (const part of partsOn(topic, talk.today)) {
    await say(dc.context, `topic.${topic.id}.${part.id}`);
    await saySource(dc, programme, part.unconfirmed ? 'source.unconfirmed' : 'source', part);
    const attachment = attachmentOn(part, talk.today);
    if (attachment !== null) await saySource(dc, programme, `source.${attachment.kind}`, attachment, attachment);
  }
  if (topic.needs.length > 0) await sayHelplines(dc.context, ...topic.needs);
}

async function saySource(
  { context }: DialogContext,
  { sources }: Programme,
  key: string,
  { source, checkedOn }: Pick<TopicPart, 'source' | 'checkedOn'>,
  attachment?: Attachment,
): Promise<void> {
  const publisher = sources.get(source)?.publisher;
  if (publisher !== undefined) await say(context, key, { publisher, checkedOn }, attachment);
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
