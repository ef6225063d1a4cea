// Made by training/make_image_fixtures.py.
const urls = import.meta.glob<string>('../fixtures/images/*', { query: '?url', import: 'default', eager: true });

/** @throws where there is no such file among the image fixtures */
export async function fixtureBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = urls[`../fixtures/images/${file}`];
  if (url === undefined) throw new Error(`no fixture ${file}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
