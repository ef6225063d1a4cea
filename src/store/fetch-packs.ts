import * as v from 'valibot';
import { caseIndexSchema, casePackSchema, type CasePack } from '../contract/case-pack';
import { fail, succeed, type Result } from '../contract/failure';

/** Reads a pack's description only; its images are fetched when one looks at them. `url` names the `pack.json`. */
export async function fetchPack(url: string): Promise<Result<CasePack>> {
  return fetchChecked(url, casePackSchema);
}

/** Packs that were added on the command line; a page without any has an empty index. */
export async function fetchPackIndex(url: string): Promise<Result<readonly string[]>> {
  const index = await fetchChecked(url, caseIndexSchema);
  return index.ok ? succeed(index.value.packs) : index;
}

async function fetchChecked<S extends v.GenericSchema>(url: string, schema: S): Promise<Result<v.InferOutput<S>>> {
  const pack = new URL(url).pathname;
  let content: unknown;
  try {
    const response = await fetch(url);
    if (!response.ok) {
      return fail({ code: 'pack-unreachable', pack, status: response.status, detail: response.statusText });
    }
    content = await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return fail({ code: 'pack-invalid', pack, key: '', detail: error.message });
    return fail({ code: 'pack-unreachable', pack, detail: String(error) });
  }
  const parsed = v.safeParse(schema, content);
  if (parsed.success) return succeed(parsed.output);
  return fail({ code: 'pack-invalid', pack, ...firstIssue(parsed.issues[0], content) });
}

/** Names the case and the key, so that whoever wrote the pack finds the place. */
function firstIssue(issue: v.BaseIssue<unknown>, content: unknown): { key: string; detail: string; caseId?: string } {
  const key = v.getDotPath(issue) ?? '';
  const position = /^cases\.(\d+)/u.exec(key)?.[1];
  const cases: unknown = typeof content === 'object' && content !== null && 'cases' in content ? content.cases : [];
  const entry: unknown = position !== undefined && Array.isArray(cases) ? cases[Number(position)] : undefined;
  const caseId = typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : undefined;
  return { key, detail: issue.message, ...(caseId === undefined ? {} : { caseId }) };
}
