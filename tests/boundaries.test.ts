/** The house's walls: imports go portal → api → scoring, and `scoring` is pure. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse as parseSvelte } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const slashed = (path: string): string => path.replaceAll('\\', '/');
const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .map((path) => slashed(join(folder, path)));

interface Import {
  readonly file: string;
  /** A path from the root, or a package's name. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const scoring = filesOf('scoring');
const api = filesOf('api');
const portal = filesOf('portal');

it('a noun of the api has at most four files', () => {
  const nouns = new Map<string, number>();
  for (const file of api) {
    const [, noun, name] = file.split('/');
    if (name) nouns.set(noun!, (nouns.get(noun!) ?? 0) + 1);
  }
  expect([...nouns].filter(([, files]) => files > 4)).toEqual([]);
  expect(nouns.size).toBeGreaterThan(50);
});

describe('imports', () => {
  it('scoring imports only itself; digest.ts alone takes a hash from outside', () => {
    const outside = scoring.flatMap(importsOf).filter(({ target }) => !target.startsWith('scoring/'));
    expect([
      ...new Set(outside.map(({ file, target }) => `${file} ${target.split('/', 2).join('/')}`)),
    ]).toEqual(['scoring/digest.ts @noble/hashes']);
  });

  it('api imports nothing of the portal', () => {
    const upwards = api
      .flatMap(importsOf)
      .filter(({ target }) => /^(portal\/|\$app|\$lib|@sveltejs\/|svelte)/.test(target));
    expect(upwards).toEqual([]);
  });

  it('a page reaches the api through one door and takes only types from behind it', () => {
    const around = portal.flatMap(importsOf).filter(({ file, target, typeOnly }) => {
      if (target.startsWith('api/'))
        return !typeOnly && !throughTheDoor(file) && !/\/schema\.ts$/.test(target);
      return /^(pg|kysely|zod)$/.test(target);
    });
    expect(around).toEqual([]);
  });

  it('only queries speak SQL', () => {
    const speakers = api
      .flatMap(importsOf)
      .filter(({ target, typeOnly }) => !typeOnly && /^kysely(\/|$)/.test(target))
      .map(({ file }) => file)
      .filter((file) => file !== 'api/database.ts' && !file.endsWith('/queries.ts'));
    expect(speakers).toEqual([]);
  });

  it('a schema is made of zod, its typed leaves and tables of scoring', () => {
    const more = api
      .filter((file) => file.endsWith('/schema.ts'))
      .flatMap(importsOf)
      .filter(({ target, typeOnly }) => target !== 'zod' && !target.startsWith('scoring/') && !typeOnly)
      .filter(({ target }) => !/^api\/((permissions|typed)\.ts|\w[\w-]*\/schema\.ts)$/.test(target));
    expect(more).toEqual([]);
  });
});

describe('scoring is pure', () => {
  it.each(scoring)('%s', (file) => {
    expect(impuritiesOf(parse(file))).toEqual([]);
  });

  it('divides only where it is exact', () => {
    expect(divisions()).toEqual([]);
  }, 60_000);

  it.each([
    ['Date.now()', '1: Date.now'],
    ['new Date()', '1: new Date()'],
    ['Math.random()', '1: Math.random'],
    ['process.env.TZ', '1: process'],
    ['globalThis.x', '1: globalThis'],
    ['async function f() {}', '1: async'],
    ['Promise.resolve()', '1: Promise'],
    ['class A {}', '1: class'],
    ['const a = 0.5', '1: fraction 0.5'],
    ['(5).toFixed(2)', '1: toFixed'],
    ['import("x")', '1: import()'],
    ['fetch("x")', '1: fetch'],
  ])('the check finds %s', (code, found) => {
    expect(impuritiesOf(ts.createSourceFile('x.ts', code, ts.ScriptTarget.Latest, true))).toContain(found);
  });

  it('the check lets a given moment pass', () => {
    const code = 'new Date(0); type Day = string; const words = { process: 1 }; words.process;';
    expect(impuritiesOf(ts.createSourceFile('x.ts', code, ts.ScriptTarget.Latest, true))).toEqual([]);
  });
});

const throughTheDoor = (file: string): boolean =>
  file.startsWith('portal/lib/server/') || file === 'portal/hooks.server.ts';

function importsOf(file: string): Import[] {
  const code = readFileSync(join(root, file), 'utf8');
  const scripts = file.endsWith('.svelte')
    ? [...code.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
    : [code];
  return scripts.flatMap((script) => {
    const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true);
    return source.statements.flatMap((statement) => importOf(file, statement) ?? []);
  });
}

function importOf(file: string, statement: ts.Statement): Import | null {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return null;
  const specifier = statement.moduleSpecifier;
  if (!specifier || !ts.isStringLiteral(specifier)) return null;
  return { file, target: targetOf(file, specifier.text), typeOnly: isTypeOnly(statement) };
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return slashed(relative(root, resolve(root, dirname(file), specifier)));
  if (specifier.startsWith('#lib/')) return specifier.replace('#lib/', 'portal/lib/');
  return specifier.replace(/^#/, '');
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.every((element) => element.isTypeOnly);
}

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);

const forbiddenNames = new Set([
  'process',
  'globalThis',
  'Promise',
  'fetch',
  'crypto',
  'performance',
  'console',
  'Temporal',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'parseFloat',
]);
const forbiddenMembers = new Set(['Date.now', 'Math.random', 'Math.round', 'Math.floor', 'Math.ceil']);

function impuritiesOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const impurity = impurityOf(node);
    if (impurity !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${line + 1}: ${impurity}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function impurityOf(node: ts.Node): string | null {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (ts.isAwaitExpression(node)) return 'await';
  if (ts.isClassLike(node)) return 'class';
  if (ts.isEnumDeclaration(node)) return 'enum';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isNumericLiteral(node) && /[.eE]/.test(node.getText()) && !/^0x/i.test(node.getText()))
    return `fraction ${node.getText()}`;
  if (ts.isPropertyAccessExpression(node)) {
    const member = `${node.expression.getText()}.${node.name.text}`;
    if (forbiddenMembers.has(member)) return member;
    return node.name.text === 'toFixed' ? 'toFixed' : null;
  }
  return ts.isIdentifier(node) && forbiddenNames.has(node.text) && isFree(node) ? node.text : null;
}

/** A name that is not a member or a key of something. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isBindingElement(parent)
  );
}

/** Day numbers divide by whole days exactly; points.ts divides integers it has made whole. */
const dividing = new Set(['scoring/points.ts', 'scoring/calendar.ts']);

/** Divisions of numbers. Those of bigints are exact and free. */
function divisions(): string[] {
  const program = ts.createProgram(
    scoring.map((file) => join(root, file)),
    {
      target: ts.ScriptTarget.ESNext,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noEmit: true,
      types: [],
      strict: true,
    },
  );
  const checker = program.getTypeChecker();
  const isBigInt = (node: ts.Node) => (checker.getTypeAtLocation(node).flags & ts.TypeFlags.BigIntLike) !== 0;
  const found: string[] = [];
  const slashes = new Set([ts.SyntaxKind.SlashToken, ts.SyntaxKind.SlashEqualsToken]);
  for (const file of scoring.filter((name) => !dividing.has(name))) {
    const source = program.getSourceFile(join(root, file));
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && slashes.has(node.operatorToken.kind) && !isBigInt(node.left))
        found.push(`${file}: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    if (source) visit(source);
  }
  return found;
}

describe('forms that are refused when they were made from an old version', () => {
  const pages = portal.filter((file) => file.endsWith('.svelte') && !file.endsWith('/FormKeys.svelte'));

  it('carry it by FormKeys alone', () => {
    expect(pages.filter((file) => textOf(file).includes('_version'))).toEqual([]);
  });

  it('have a name that no other form of their file has, in a list by its row', () => {
    const forms = pages.flatMap(versionedForms);
    expect(forms.length).toBeGreaterThan(70);
    const wrong = forms.filter(
      ({ file, name, isRepeated }) =>
        (isRepeated && !name.includes('{')) ||
        forms.filter((other) => other.file === file && other.name === name).length > 1,
    );
    expect(wrong).toEqual([]);
  });

  it('are put back by the one door, which keeps their version', () => {
    const servers = portal.filter((file) => /^portal\/routes\/\(app\)\/.*\+page\.server\.ts$/.test(file));
    const own = servers.filter((file) => /\bfail\(/.test(textOf(file)) && !textOf(file).includes('keptOf('));
    // The choice of a file to import: there is no version yet.
    expect(own).toEqual(['portal/routes/(app)/dossier/imports/+page.server.ts']);
  });
});

interface VersionedForm {
  readonly file: string;
  readonly name: string;
  readonly isRepeated: boolean;
}

function versionedForms(file: string): VersionedForm[] {
  const source = textOf(file);
  const found: VersionedForm[] = [];
  const visit = (node: unknown, isRepeated: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((one) => visit(one, isRepeated));
    const { type, name, attributes } = node as { type?: string; name?: string; attributes?: Attribute[] };
    const attribute = (wanted: string) => attributes?.find((one) => one.name === wanted);
    if (type === 'Component' && name === 'FormKeys' && attribute('version')) {
      const form = attribute('form');
      found.push({ file, name: form ? source.slice(form.start, form.end) : '', isRepeated });
    }
    const repeats = isRepeated || type === 'EachBlock';
    for (const child of Object.values(node)) visit(child, repeats);
  };
  visit(parseSvelte(source, { modern: true }).fragment, false);
  return found;
}

interface Attribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
