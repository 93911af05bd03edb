import type { Catalogues, WordsProblem } from './catalogue.ts';
import { LANGUAGES } from './language.ts';
import { keysOfTemplate, type Template } from './template.ts';
import { createWords } from './words.ts';

/** What Meta allows of a template, in characters; and how many words and values together ask for each value, and one more. */
const MOST = { body: 1024, button: 25 } as const;
const WORDS_FOR_A_VALUE = 3;

/** What Meta would refuse in the words of templates, and values that the words and the file do not share. Missing keys are told elsewhere. */
export function templateWordProblems(catalogues: Catalogues, templates: readonly Template[]): WordsProblem[] {
  const words = createWords(catalogues);
  return templates.flatMap((template) => {
    const keys = keysOfTemplate(template);
    const [key = '', ...labels] = keys;
    return LANGUAGES.flatMap((language): WordsProblem[] => {
      const sentences = keys.map((one) => catalogues[language].get(one));
      const [sentence = '', ...buttons] = sentences.map((one) => one ?? '');
      if (sentences.includes(undefined)) return [];
      const values = valueProblems(sentence, template);
      const body = values.length > 0 ? [] : bodyProblems(words.numbered(language, key, template.values));
      const shown = labels.flatMap((label, index) =>
        buttonProblems(buttons, index).map((message) => ({ language, key: label, message })),
      );
      return [...[...values, ...body].map((message) => ({ language, key, message })), ...shown];
    });
  });
}

/** A value that stands in two places would be a second one to the provider. */
function valueProblems(sentence: string, { id, values }: Template): string[] {
  const places = [...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '');
  const file = `programme/templates/${id}.yaml`;
  return [
    ...values.filter((one) => !places.includes(one)).map((one) => `has no {{${one}}}, which ${file} fills`),
    ...places
      .filter((one) => !values.includes(one))
      .map((one) => `has {{${one}}}, which is none of the values in ${file}`),
    ...places.filter((one, index) => places.indexOf(one) < index).map((one) => `has {{${one}}} twice`),
  ];
}

const VALUE = String.raw`\{\{\d+\}\}`;

/** @param body its values numbered */
function bodyProblems(body: string): string[] {
  const values = body.match(new RegExp(VALUE, 'g')) ?? [];
  const words = body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const needed = WORDS_FOR_A_VALUE * values.length + 1;
  return [
    // Signs around a value are nothing to Meta: only words part it from the end or from another value.
    ...(new RegExp(String.raw`^[^\p{L}\p{N}{]*${VALUE}`, 'u').test(body)
      ? ['begins with a value: Meta refuses that']
      : []),
    ...(new RegExp(String.raw`${VALUE}[^\p{L}\p{N}]*$`, 'u').test(body)
      ? ['ends with a value: Meta refuses that']
      : []),
    ...(new RegExp(String.raw`${VALUE}[^\p{L}\p{N}{]*${VALUE}`, 'u').test(body)
      ? ['has two values side by side: Meta refuses that. Put a word between them']
      : []),
    ...(values.length > 0 && words.length < needed
      ? [`has ${words.length} words with its ${values.length} values; Meta wants ${needed} at least`]
      : []),
    ...(body.length > MOST.body ? [`has ${body.length} characters, Meta takes ${MOST.body}`] : []),
    ...(/\n/.test(body) ? ['has more than one line: providers differ in whether they take it'] : []),
  ];
}

function buttonProblems(buttons: readonly string[], index: number): string[] {
  const label = buttons[index] ?? '';
  return [
    ...(label.length > MOST.button ? [`has ${label.length} characters, Meta takes ${MOST.button} on a button`] : []),
    ...(label.includes('{{') ? ['is a button, which nothing can fill'] : []),
    ...(buttons.indexOf(label) < index ? [`says '${label}' like another button of it`] : []),
  ];
}
