import { type Node, type PropertySignatureDeclaration, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isBinaryExpression,
  isBindingElement,
  isElementAccessExpression,
  isIdentifier,
  isLiteralTypeNode,
  isNoSubstitutionTemplateLiteral,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertySignatureDeclaration,
  isShorthandPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
  isTypeAliasDeclaration,
  isTypeReferenceNode,
} from 'typescript/unstable/ast/is';
import { API, type Checker, type Type } from 'typescript/unstable/sync';

/** A field of one of our types. @property name such as `Office.country` */
export type Field = { readonly file: string; readonly name: string; readonly isRead: boolean };

/** Stands in a text for what only running tells, and is no point. */
export const ANYTHING = '\0';

/**
 * Our own code, with the compiler's types: the hours of an office are not those of a help line. TypeScript calls this door
 * to its types unstable; its version is pinned, and only this file knows it.
 */
export class OurCode {
  readonly #api = new API({ cwd: process.cwd() });
  readonly #checker: Checker;
  readonly #files: ReadonlyMap<string, SourceFile>;

  constructor() {
    const [project] = this.#api.updateSnapshot({ openProjects: ['tsconfig.json'] }).getProjects();
    if (project === undefined) throw new Error('tsconfig.json opens no project.');
    this.#checker = project.checker;
    const root = `${process.cwd()}/`;
    const names = project.program.getSourceFileNames().filter((name) => name.startsWith(root));
    const files = names.map((name) => [name.slice(root.length), project.program.getSourceFile(name)] as const);
    this.#files = new Map(files.flatMap(([name, file]) => (file === undefined ? [] : [[name, file] as const])));
  }

  close(): void {
    this.#api.close();
  }

  /** The fields of the types in some files, and whether anything in others reads them. */
  fields(files: RegExp, readers: RegExp): Field[] {
    const reads = this.#readsIn(readers);
    const fields = new Map<string, Field>();
    for (const [file, nodes] of this.#nodesOf(files)) {
      const found = nodes.filter(isPropertySignatureDeclaration).filter(isData);
      const owners = this.#checker.getTypeAtLocation(found.map(({ parent }) => parent));
      found.forEach((field, index) => {
        const name = `${typeNameOf(field)}.${textOf(field.name)}`;
        const of = reads.get(textOf(field.name)) ?? [];
        const isRead = of.some((type) => this.#mayBe(type, owners[index], field));
        // What the parts of one type have alike is one field.
        fields.set(`${file} ${name}`, { file, name, isRead: isRead || fields.get(`${file} ${name}`)?.isRead === true });
      });
    }
    return [...fields.values()];
  }

  /** The names of all fields that are written in some files, of whatever object. */
  namesWritten(files: RegExp): Set<string> {
    const nodes = this.#nodesOf(files).flatMap(([, all]) => all);
    const written = nodes.filter((node) => isPropertyAssignment(node) || isShorthandPropertyAssignment(node));
    return new Set(written.map(({ name }) => textOf(name)));
  }

  /** Every text that some files can make: of a template, with each of the values that the types of its parts allow. */
  texts(files: RegExp): Set<string> {
    const nodes = this.#nodesOf(files).flatMap(([, all]) => all);
    const whole = nodes.filter((node) => isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node));
    const filled = nodes.filter(isTemplateExpression).flatMap(({ head, templateSpans }) => {
      const types = this.#checker.getTypeAtLocation(templateSpans.map(({ expression }) => expression));
      return templateSpans.reduce(
        (texts, { literal }, index) =>
          texts.flatMap((text) => valuesOf(types[index]).map((value) => `${text}${value}${literal.text}`)),
        [head.text],
      );
    });
    return new Set([...whole.map(({ text }) => text), ...filled]);
  }

  #nodesOf(files: RegExp): [string, Node[]][] {
    return [...this.#files].filter(([name]) => files.test(name)).map(([name, file]) => [name, nodesBelow(file)]);
  }

  /** The types of what something is read of, by the name of what is read. */
  #readsIn(files: RegExp): Map<string, Type[]> {
    const reads = new Map<string, Type[]>();
    for (const [, nodes] of this.#nodesOf(files)) {
      const found = nodes.flatMap(readsAt);
      const types = this.#checker.getTypeAtLocation(found.map(({ of }) => of));
      found.forEach(({ name }, index) => {
        const type = types[index];
        if (type !== undefined) reads.set(name, [...(reads.get(name) ?? []), type]);
      });
    }
    return reads;
  }

  /** Whether what is read of a type may be this field: it is the one declared there, or its owner can stand for that type. */
  #mayBe(type: Type, owner: Type | undefined, field: PropertySignatureDeclaration): boolean {
    const [declared] = this.#checker.getSymbolAtLocation(field.name)?.declarations ?? [];
    const least = type.isTypeParameter() ? (this.#checker.getBaseConstraintOfType(type) ?? type) : type;
    return (least.isUnionType() ? least.getTypes() : [least]).some((one) => {
      if (owner !== undefined && this.#checker.isTypeAssignableTo(owner, one)) return true;
      const declarations = this.#checker.getPropertyOfType(one, textOf(field.name))?.declarations ?? [];
      return declarations.some(({ path, index }) => path === declared?.path && index === declared.index);
    });
  }
}

function valuesOf(type: Type | undefined): string[] {
  const types = type?.isUnionType() === true ? type.getTypes() : [type];
  return types.map((one) => (one?.isStringLiteralType() === true ? one.value : ANYTHING));
}

function nodesBelow(file: Node): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): undefined => {
    found.push(node);
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

type Read = { readonly of: Node; readonly name: string };

/** What a node reads: `office.hours`, `office['hours']`, `'hours' in office`, `{ hours } = office`. */
function readsAt(node: Node): Read[] {
  if (isPropertyAccessExpression(node))
    return isAssigned(node) ? [] : [{ of: node.expression, name: textOf(node.name) }];
  if (isElementAccessExpression(node)) return [{ of: node.expression, name: textOf(node.argumentExpression) }];
  if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword)
    return [{ of: node.right, name: textOf(node.left) }];
  if (isBindingElement(node) && isObjectBindingPattern(node.parent))
    return [{ of: node.parent, name: textOf(node.propertyName ?? node.name) }];
  return [];
}

function isAssigned(node: Node): boolean {
  const { parent } = node;
  return isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === SyntaxKind.EqualsToken;
}

/** A brand is for the compiler, a type between `<>` is about another type, and what can only be true tells by being there. */
function isData({ name, type, parent }: PropertySignatureDeclaration): boolean {
  const isTag = type !== undefined && isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.TrueKeyword;
  return textOf(name) !== 'brand' && !isTag && !isTypeReferenceNode(parent.parent);
}

function textOf(name: Node | undefined): string {
  return name !== undefined && (isIdentifier(name) || isStringLiteral(name)) ? name.text : '';
}

function typeNameOf(node: Node): string {
  return isTypeAliasDeclaration(node) ? node.name.text : node.parent === undefined ? '' : typeNameOf(node.parent);
}
