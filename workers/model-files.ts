/**
 * Answers the library's file requests from verified bytes, so that nothing else can become a session. Optional files
 * that the manifest doesn't list (chat_template.jinja, …) are missing without a question to the network.
 * @param files path inside the model's folder → bytes
 * @returns response for an address such as `/models/<id>/onnx/vision_encoder.onnx`
 */
export function serveModelFiles(
  modelId: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): (url: string) => Response {
  const folder = `/models/${modelId}/`;
  return (url) => {
    const start = url.indexOf(folder);
    const bytes = start < 0 ? undefined : files.get(url.slice(start + folder.length));
    if (bytes === undefined) return new Response(null, { status: 404 });
    return new Response(bytes, { headers: { 'Content-Length': `${bytes.byteLength}` } });
  };
}
