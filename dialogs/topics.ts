import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import {
  type SourcedAttachment,
  TOPIC_GROUPS,
  type Topic,
  type TopicGroup,
  type TopicId,
} from '../src/screening/programme.ts';
import { attachmentOn, partsOn } from '../src/screening/standing.ts';
import { sayIfProgrammeClosed } from './closed-words.ts';
import { sayHelplines } from './helplines.ts';
import { saySource } from './sources.ts';

export const TOPICS = 'topics';

/** @property group the one whose topics are asked for at once */
export type TopicsOptions = { readonly group?: TopicGroup };

/** What people ask beside the pathways, first by group: documents, returning, family, health and work, scams. */
export class TopicsDialog extends TalkDialog<TopicsOptions> {
  override beginDialog(dc: TalkContext, { group }: TopicsOptions = {}): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, group === undefined ? groupsPrompt(dc.talk) : topicsPrompt(dc.talk, group));
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenId(result);
    const groups = groupsChosen(chosen);
    if (groups !== null) return this.beginDialog(dc, groups);
    hearTopic(talk, chosen);
    return dc.endDialog();
  }
}

/**
 * Which topics an option asks for, perhaps in an old message. `topics=8` was the second page of them all, when they had no
 * groups. @returns null where it is no such option
 */
export function groupsChosen(option: string): TopicsOptions | null {
  const [subject, value] = option.split('=');
  if (subject === 'topics') return {};
  const group = TOPIC_GROUPS.find((one) => one === value);
  return subject === 'group' && group !== undefined ? { group } : null;
}

/** Tells of a topic that was chosen, perhaps in an old message. @returns whether the option was one */
export function hearTopic(talk: Talk, option: string): boolean {
  const [subject, id] = option.split('=');
  const topic = subject === 'topic' ? talk.house.programme.topics.get(id as TopicId) : undefined;
  if (topic === undefined) return false;
  sayTopic(talk, topic);
  return true;
}

/** What is true of a topic today, with its sources and the lines that help. */
export function sayTopic(talk: Talk, topic: Topic): void {
  // What a topic tells of the programme was written before it closed.
  if (topic.group === 'programme') sayIfProgrammeClosed(talk);
  for (const part of partsOn(topic, talk.today)) {
    talk.say(`topic.${topic.id}.${part.id}`);
    saySource(talk, part.source);
    if (part.unconfirmed) talk.say('source.unconfirmed');
    const attachment = attachmentOn(part, talk.today);
    if (attachment !== null) sayAttachment(talk, attachment);
  }
  if (topic.needs.length > 0) sayHelplines(talk, ...topic.needs);
}

function sayAttachment(talk: Talk, attachment: SourcedAttachment): void {
  const publisher = talk.house.programme.sources.get(attachment.source)?.publisher;
  if (publisher !== undefined) talk.say(`source.${attachment.kind}`, { publisher }, attachment);
}

/** Topics of which there is something true to say today. */
function topicsToday({ house, today }: Talk): Topic[] {
  return [...house.programme.topics.values()].filter((topic) => partsOn(topic, today).length > 0);
}

function groupsPrompt(talk: Talk): PromptOptions {
  const topics = topicsToday(talk);
  const groups = TOPIC_GROUPS.filter((one) => topics.some(({ group }) => group === one));
  const choices = groups.map((group) => ({ id: `group=${group}`, label: `topics.group.${group}` }));
  return { key: 'topics.ask', values: {}, choices: [...choices, MENU] };
}

function topicsPrompt(talk: Talk, group: TopicGroup): PromptOptions {
  const topics = topicsToday(talk).filter((topic) => topic.group === group);
  const choices = topics.map(({ id }) => ({ id: `topic=${id}`, label: `topic.${id}.name` }));
  const others = { id: 'topics=0', label: 'topics.more' };
  return { key: 'topics.ask', values: {}, choices: [...choices, others, MENU] };
}

const MENU: Choice = { id: 'go=menu', label: 'menu.open' };
