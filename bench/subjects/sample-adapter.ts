import { type Activity, ActivityTypes, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import { type Heard, reply } from './hook.ts';

/** The least that lets Bot Framework talk over WhatsApp. */
export class WhatsAppAdapter extends BotAdapter {
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const { text = '', suggestedActions } of activities) {
      const rows = (suggestedActions?.actions ?? []).map(({ title, value }) => ({ id: value, title }));
      await reply(context.activity.from.id, text, rows);
    }
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}

  process(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

/** What was heard, as Bot Framework wants it. */
export function activityOf({ id, from, text }: Heard): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    id,
    channelId: 'whatsapp',
    text,
    from: { id: from, name: '' },
    recipient: { id: 'bot', name: '' },
    conversation: { id: from, name: '', isGroup: false, conversationType: '' },
  };
}
