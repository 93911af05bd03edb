/** How a prompt ended. `back` and `why` come from BACK and WHY, which whoever asked understands in its own way. */
export type PromptResult =
  | { readonly is: 'chosen'; readonly id: string }
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'written'; readonly text: string }
  | { readonly is: 'located'; readonly latitude: number; readonly longitude: number }
  | { readonly is: 'back' }
  | { readonly is: 'why' };

/** The id of the one option that was chosen; empty for every other kind of answer. */
export function chosenId(result: PromptResult | undefined): string {
  return result?.is === 'chosen' ? result.id : '';
}
