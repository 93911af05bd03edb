import { BotAdapter } from 'botbuilder';

/** Bot Framework wants a way out of every turn. Nothing goes by it: a turn is a value, and what is said the talk keeps. */
export class ClosedAdapter extends BotAdapter {
  override async sendActivities(): Promise<never> {
    throw new Error('A sentence is said by the talk.');
  }

  override async updateActivity(): Promise<never> {
    throw new Error('A sentence that was said is not changed.');
  }

  override async deleteActivity(): Promise<never> {
    throw new Error('A sentence that was said is not taken back.');
  }

  override async continueConversation(): Promise<never> {
    throw new Error('A talk goes on by an item in the inbox.');
  }
}
