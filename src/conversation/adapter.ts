import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { Reply } from '../language/reply.ts';

/** Bot Framework's way out. It collects what is said: a turn is a value, and nothing is sent while it is computed. */
export class CollectingAdapter extends BotAdapter {
  readonly replies: Reply[] = [];

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const { channelData } of activities) if (channelData !== undefined) this.replies.push(channelData as Reply);
    return activities.map(() => ({ id: String(this.replies.length) }));
  }

  override async updateActivity(): Promise<never> {
    throw new Error('A sentence that was said is not changed.');
  }

  override async deleteActivity(): Promise<never> {
    throw new Error('A sentence that was said is not taken back.');
  }

  override async continueConversation(_reference: Partial<ConversationReference>): Promise<never> {
    throw new Error('A talk goes on by an item in the inbox.');
  }
}
