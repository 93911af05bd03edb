import { LANGUAGES } from '../language/language.ts';
import { TEMPLATES, type Template } from '../language/template.ts';
import type { LineOf, Path, Problem } from './problem.ts';
import type { Written } from './written.ts';

/**
 * What keeps the files of templates from being used: one that the code sends and nobody wrote, names that a provider could not keep
 * apart, and values without an example.
 * @param folder of the programme, as problems call it
 */
export function templateProblems(templates: readonly Written<Template>[], folder: string, lineOf: LineOf): Problem[] {
  const written = templates.map(({ content }) => content.id);
  const missing = TEMPLATES.filter((id) => !written.includes(id)).map((id) => ({
    file: `${folder}/templates/${id}.yaml`,
    line: 1,
    message: 'is missing. Copy another template and give it its own names.',
  }));
  const found = templates.flatMap(({ file, content }) =>
    oddities(file, content, templates).map(([path, message]) => ({ file, line: lineOf(file, path), message })),
  );
  return [...missing, ...found];
}

function oddities(file: string, template: Template, all: readonly Written<Template>[]): [Path, string][] {
  const { id, values, examples } = template;
  const named = file.endsWith(`/${id}.yaml`);
  return [
    ...(named ? [] : [[['id'], `id '${id}' must be the name of the file.`] satisfies [Path, string]]),
    ...values.flatMap((value, index): [Path, string][] => [
      ...(values.indexOf(value) < index
        ? [[['values', index], `'${value}' stands here twice.`] as [Path, string]]
        : []),
      ...(examples[value] === undefined ? [[['examples'], `'${value}' has no example.`] as [Path, string]] : []),
    ]),
    ...Object.keys(examples)
      .filter((name) => !values.includes(name))
      .map((name): [Path, string] => [['examples', name], `'${name}' is none of its values.`]),
    ...namesTwice(template, all),
  ];
}

/** A provider keeps words by their name and language. */
function namesTwice(template: Template, all: readonly Written<Template>[]): [Path, string][] {
  const earlier = all.slice(
    0,
    all.findIndex(({ content }) => content === template),
  );
  const taken = earlier.flatMap(({ content }) => Object.values(content.names));
  return LANGUAGES.flatMap((spoken, index): [Path, string][] => {
    const { name, language } = template.names[spoken];
    const others = [...taken, ...LANGUAGES.slice(0, index).map((one) => template.names[one])];
    const isTaken = others.some((other) => other.name === name && other.language === language);
    return isTaken ? [[['names', spoken, 'name'], `'${name}' (${language}) is taken already.`]] : [];
  });
}
