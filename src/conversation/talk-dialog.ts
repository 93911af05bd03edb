import { Dialog, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { PromptResult } from './prompt-result.ts';
import type { TalkContext } from './talk-context.ts';

/** A dialog of ours. It begins others, most often the prompt, and is told how they ended. */
export abstract class TalkDialog<Options extends object = object, Ended = PromptResult> extends Dialog<Options> {
  abstract override beginDialog(dc: TalkContext, options?: Options): Promise<DialogTurnResult>;

  /** @param ended what the dialog it had begun came to; undefined where that came to nothing */
  protected abstract resume(dc: TalkContext, ended?: Ended): Promise<DialogTurnResult>;

  override resumeDialog(dc: TalkContext, _reason: DialogReason, ended?: Ended): Promise<DialogTurnResult> {
    return this.resume(dc, ended);
  }
}
