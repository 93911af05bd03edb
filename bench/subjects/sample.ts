/**
 * What Bot Framework's own samples show: a waterfall over `MemoryStorage`, one turn at a time per person, nothing kept
 * anywhere. It asks about as many questions as Camino's screening, and forgets everything when it ends.
 */
import { ConversationState, MemoryStorage, type TurnContext } from 'botbuilder';
import {
  ChoicePrompt,
  DialogSet,
  DialogTurnStatus,
  ListStyle,
  WaterfallDialog,
  type WaterfallStep,
} from 'botbuilder-dialogs';
import { type Heard, listen } from './hook.ts';
import { activityOf, WhatsAppAdapter } from './sample-adapter.ts';

const state = new ConversationState(new MemoryStorage());
const dialogs = new DialogSet(state.createProperty('dialogs'));
const adapter = new WhatsAppAdapter();

dialogs.add(new ChoicePrompt('prompt'));
dialogs.add(
  new WaterfallDialog('welcome', [
    ask('Which language do you speak?', { 'language=es': 'Spanish', 'language=en': 'English' }),
    ask('May we keep what you answer?', { 'consent=yes': 'I agree', 'consent=no': 'I do not' }),
    (step) => step.replaceDialog('screening'),
  ]),
);
dialogs.add(
  new WaterfallDialog('screening', [
    ask('What can we do for you?', {
      'go=screening': 'See what fits',
      'go=today': 'What is open',
      'go=person': 'Talk',
    }),
    ask('What do you look for?', { office: 'An office', protection: 'Protection', family: 'Family', work: 'Work' }),
    ask('Are you 18 or older?', { yes: 'Yes', no: 'No', not_sure: 'Not sure', prefer_not: 'Rather not say' }),
    ask('Where are you now?', { CO: 'Colombia', EC: 'Ecuador', CR: 'Costa Rica', other: 'Elsewhere' }),
    ask('Where are you from?', { VE: 'Venezuela', HT: 'Haiti', CU: 'Cuba', other: 'Elsewhere' }),
    ask('Were you here on 11 June 2023?', { yes: 'Yes', no: 'No', not_sure: 'Not sure' }),
    ask('Which papers do you have?', { ppt: 'PPT', visa: 'Visa', none: 'None', other: 'Other' }),
    async (step) => {
      await step.context.sendActivity('Thank you. This is what we found for you.');
      return step.prompt('prompt', promptOf('What now?', { 'go=person': 'Talk', 'go=menu': 'Menu' }));
    },
    (step) => step.replaceDialog('screening'),
  ]),
);

function ask(question: string, options: Readonly<Record<string, string>>): WaterfallStep {
  return (step) => step.prompt('prompt', promptOf(question, options));
}

function promptOf(prompt: string, options: Readonly<Record<string, string>>) {
  const choices = Object.entries(options).map(([id, title]) => ({
    value: title,
    action: { type: 'imBack', title, value: id },
  }));
  return { prompt, choices, style: ListStyle.suggestedAction };
}

async function turn(context: TurnContext): Promise<void> {
  const dc = await dialogs.createContext(context);
  if (context.activity.text === 'empezar de nuevo') {
    await dc.cancelAllDialogs();
    await dc.beginDialog('screening');
  } else if ((await dc.continueDialog()).status === DialogTurnStatus.empty) {
    await dc.beginDialog('welcome');
  }
  await state.saveChanges(context);
}

const lastTurn = new Map<string, Promise<void>>();

/** A person's turns one after the other: without it two of them read the same state, and one is lost. */
function inOrder(heard: Heard): Promise<void> {
  const before = lastTurn.get(heard.from) ?? Promise.resolve();
  const now = before.then(() => adapter.process(activityOf(heard), turn));
  lastTurn.set(heard.from, now);
  return now;
}

listen(async (heard) => () => inOrder(heard));
