import * as v from 'valibot';
import { fail, succeed, type Failure, type Result } from '../contract/failure';

/**
 * Fetches a JSON file and checks it against its schema.
 * @returns `model-unreachable`, `model-missing` (HTTP status) or `model-invalid` (not JSON, or not the schema) as values
 */
export async function fetchJson<TSchema extends v.GenericSchema>(
  url: string,
  schema: TSchema,
): Promise<Result<v.InferOutput<TSchema>>> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    return fail({ code: 'model-unreachable', file: url, detail: String(error) });
  }
  if (!response.ok) return fail({ code: 'model-missing', file: url, status: response.status });
  if (servesWebPage(response)) return fail(webPageFailure(url));
  try {
    return checkJson(url, await response.text(), schema);
  } catch (error) {
    return fail({ code: 'model-unreachable', file: url, detail: String(error) });
  }
}

/** Parses `text` and checks it; `file` names the source in a failure. */
export function checkJson<TSchema extends v.GenericSchema>(
  file: string,
  text: string,
  schema: TSchema,
): Result<v.InferOutput<TSchema>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail({ code: 'model-invalid', file, detail: `not JSON: ${String(error)}` });
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return succeed(parsed.output);
  const issue = parsed.issues[0];
  return fail({ code: 'model-invalid', file, detail: `${v.getDotPath(issue) ?? 'top level'}: ${issue.message}` });
}

/** Servers with a single-page fallback answer a missing file with index.html and status 200. */
export function servesWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') ?? false;
}

export function webPageFailure(file: string): Failure {
  return { code: 'model-invalid', file, detail: 'the server answered with a web page (HTML) instead of the file' };
}
