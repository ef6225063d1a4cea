import * as v from 'valibot';
import { casePackSchema, type CasePack } from '../contract/case-pack';
import { fail, succeed, type Result } from '../contract/failure';
import type { PackSource } from './pack-source';

/** Reads and checks `pack.json`. A fault names the case and the key, and nothing is loaded. */
export async function readPack(source: PackSource): Promise<Result<CasePack>> {
  const file = await source.read('pack.json');
  return file.ok ? parsePack(await file.value.text(), source.name) : file;
}

/** @param pack name shown to people. Fails with `pack-invalid`. */
export function parsePack(json: string, pack: string): Result<CasePack> {
  let content: unknown;
  try {
    content = JSON.parse(json.replace(/^\uFEFF/u, ''));
  } catch (error) {
    return fail({ code: 'pack-invalid', pack, key: 'pack.json', detail: `Not JSON. ${String(error)}` });
  }
  const parsed = v.safeParse(casePackSchema, content);
  if (!parsed.success) return fail({ code: 'pack-invalid', pack, ...placeOf(parsed.issues[0], content) });
  const twice = firstDuplicate(parsed.output.cases.map((entry) => entry.id));
  if (twice === undefined) return succeed(parsed.output);
  return fail({ code: 'pack-invalid', pack, caseId: twice, key: 'id', detail: 'Two cases have this id.' });
}

/** Names the case by its id where it has one, else by its position, so that whoever wrote the pack finds the place. */
function placeOf(issue: v.BaseIssue<unknown>, content: unknown): { key: string; detail: string; caseId?: string } {
  const path = v.getDotPath(issue) ?? 'pack.json';
  const inCase = /^cases\.(\d+)(?:\.(.+))?$/u.exec(path);
  if (inCase === null) return { key: path, detail: issue.message };
  const position = Number(inCase[1]);
  const caseId = idOf(content, position) ?? `number ${position + 1}`;
  return { caseId, key: inCase[2] ?? 'case', detail: issue.message };
}

function idOf(content: unknown, position: number): string | undefined {
  const shape = v.safeParse(v.object({ cases: v.array(v.unknown()) }), content);
  const entry = v.safeParse(v.object({ id: v.string() }), shape.success ? shape.output.cases[position] : undefined);
  return entry.success && entry.output.id !== '' ? entry.output.id : undefined;
}

function firstDuplicate(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}
