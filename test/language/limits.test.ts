import { describe, expect, test } from '@jest/globals';
import { readLimits } from '../../src/files/word-files.ts';
import type { Catalogue, Catalogues } from '../../src/language/catalogue.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import { limitProblems } from '../../src/language/limits.ts';
import { createWords } from '../../src/language/words.ts';

const read = await readLimits('locales');
if (!read.ok) throw new Error('limits.yaml cannot be read: see check.');
const limits = read.content;

/** What is wrong with one sentence of one language. */
function problemsOf(language: Language, sentence: string): string[] {
  const catalogues = Object.fromEntries(
    LANGUAGES.map((one) => [one, new Map(one === language ? [['menu.ask', sentence]] : []) as Catalogue]),
  ) as Catalogues;
  return limitProblems(catalogues, createWords(catalogues), limits).map(({ message }) => message);
}

/** Every form of the words by which a chat would decide what only an office decides. */
const FORMS: Readonly<Partial<Record<Language, string>>> = {
  es: `elegible elegibles elegibilidad inelegible califica calificas califico calificó calificar calificado calificada
    calificados calificadas calificación cualificado clasifica clasificó aprueba aprueban aprobar aprobado aprobada
    aprobados aprobadas aprobación aprobó garantía garantías garantiza garantizar garantizado garantizada garantizamos
    garantice admisible inadmisibles apto apta aptos aptas`,
  ht: 'elijib inelijib elijibilite kalifye kalifikasyon apwouve apwobasyon garanti garantisan garantij admisib',
  fr: `éligible éligibles éligibilité inéligible qualifié qualifiée qualifiés qualifiées qualifier qualifiez qualification
    approuvé approuvée approuvés approuvées approuver approuve approbation garanti garantie garantis garanties garantit
    garantir garantissons garantissent admissible inadmissibles apte aptes`,
  pt: `elegível elegíveis elegibilidade inelegível qualifica qualificado qualificada qualificados qualificadas qualificar
    qualifique qualificação aprova aprovam aprovar aprovado aprovada aprovados aprovadas aprovação aprovou aprovamos aprove
    garante garantem garantia garantias garantir garantido garantida garantidos garantidas garantimos admissível
    inadmissíveis apto apta aptos aptas`,
  en: `eligible eligibly eligibility ineligible qualify qualifies qualified qualifying qualification disqualified approve
    approves approved approving approval guarantee guarantees guaranteed guaranteeing guarantor entitled entitlement
    admissible inadmissible`,
};

describe('what only an office may say is refused in every form', () => {
  test.each(LANGUAGES)('%s', (language) => {
    const forms = (FORMS[language] ?? '').split(/\s+/);
    const heard = forms.filter((form) => problemsOf(language, `A ${form.toUpperCase()}, b.`).length === 0);
    expect(heard).toEqual([]);
  });

  test('and the sentence says which word it is', () => {
    expect(problemsOf('es', 'Su caso fue APROBADA ya.')).toEqual(["says 'aprobada': an office decides, we never do"]);
    expect(problemsOf('fr', 'La libération conditionnelle.')).toEqual([
      "says 'liberation conditionnelle': an office decides, we never do",
    ]);
  });
});

describe('a word that people misunderstand is refused with the word of the house', () => {
  test.each([
    ['es', 'Un asesor le escribe.', 'asesor', 'una persona del equipo'],
    ['es', 'Las asesoras le escriben.', 'asesoras', 'una persona del equipo'],
    ['es', 'Es un engaño.', 'engano', 'estafa'],
    ['es', 'Hay engaños; le engañan.', 'enganos', 'estafa'],
    ['es', '¿Cancelamos su cita?', 'cancelamos', 'anular'],
    ['en', 'This way is open.', 'way', 'option'],
    ['en', 'Other ways are open.', 'ways', 'option'],
    ['en', 'Bring your papers.', 'papers', 'document'],
    ['en', 'Which paper do you have?', 'which paper', 'document'],
    ['en', 'They are cheating you.', 'cheating', 'scam'],
  ] as const)('%s: %s', (language, sentence, word, say) => {
    expect(problemsOf(language, sentence)).toEqual([`says '${word}': say '${say}'`]);
  });

  test.each([
    ['es', 'Escriba PERSONA. La petición en papel cuesta más.'],
    ['pt', 'Pode aproveitar a consulta.'],
    ['en', 'The petition on paper, always. Go away.'],
    ['fr', 'La quantité, un garçon, après.'],
  ] as const)('what only looks like it is not: %s: %s', (language, sentence) => {
    expect(problemsOf(language, sentence)).toEqual([]);
  });
});
