import type { Failure } from '../contract/failure';
import type { Device } from '../contract/inference-api';
import { formatBytes, formatCount } from './format';

/** What happened, to what, and what to do next; `detail` is the technical cause for those who debug. */
export interface FailureMessage {
  text: string;
  detail?: string;
}

export function failureMessage(failure: Failure): FailureMessage {
  const detail = 'detail' in failure && failure.detail !== '' ? { detail: failure.detail } : {};
  return { text: sentence(failure), ...detail };
}

const deviceNames: Record<Device, string> = { webgpu: 'WebGPU', wasm: 'WASM' };

function sentence(failure: Failure): string {
  switch (failure.code) {
    case 'image-empty':
      return `“${failure.name}” is an empty file. Choose another one.`;
    case 'image-is-folder':
      return `“${failure.name}” is a folder. Open it and drop the images that are in it.`;
    case 'image-not-recognised':
      return failure.looksLike === undefined
        ? `“${failure.name}” is not an image. The page opens PNG, JPEG, WebP, GIF, BMP and DICOM files.`
        : `“${failure.name}” looks like ${failure.looksLike}, which the page does not open. Save it as PNG or JPEG first.`;
    case 'image-truncated':
      return `“${failure.name}” (${failure.format}) ends too early: a part of the file is missing. Copy or download it again.`;
    case 'image-unreadable':
      return `“${failure.name}” (${failure.format}) is damaged and cannot be decoded. Save it again from the original.`;
    case 'image-too-large':
      return `“${failure.name}” has ${formatCount(failure.widthPx)} × ${formatCount(failure.heightPx)} pixels, above the limit of ${formatCount(failure.limitPx)}. Make it smaller first.`;
    case 'image-unreachable':
      return `“${failure.name}” could not be read${withStatus(failure.status)}. Check that the page’s server still runs or that the file is still there, then try again.`;
    case 'model-unreachable':
      return `The model file ${fileName(failure.file)} could not be fetched. Check that the page’s server still runs, or choose a precision that is stored on this device.`;
    case 'model-missing':
      return `The model file ${fileName(failure.file)} is not on the page’s server (status ${failure.status}). Choose another precision, or install the model again.`;
    case 'model-invalid':
      return `The model’s description ${fileName(failure.file)} cannot be used. Install the model again.`;
    case 'model-corrupt':
      return `The model file ${fileName(failure.file)} is not the one that its manifest lists, so it was not run. Try again to fetch it afresh; if that does not help, install the model again.`;
    case 'unsupported-configuration':
      return `${failure.dtype} on ${deviceNames[failure.device]} cannot run here. Choose another precision or device.`;
    case 'session-failed':
      return `The runtime could not open the model as ${failure.dtype} on ${deviceNames[failure.device]}. Try again, or choose another precision or device.`;
    case 'out-of-memory':
      return 'The browser has no more memory for this page. Close other tabs, or choose a smaller precision or a smaller image.';
    case 'device-lost':
      return 'The GPU was lost while the model ran. Try again, or choose WASM.';
    case 'worker-died':
      return 'The background thread that runs the model ended without notice. Try again: a fresh one is started.';
    case 'generation-failed':
      return `The model failed ${STAGES[failure.stage]}. Try again, or choose another precision or device.`;
    case 'prompt-too-long':
      return `This question is too long for the model: with the image it takes ${failure.promptTokens} of at most ${failure.limitTokens} tokens. Ask in fewer words.`;
    case 'cancelled':
      return 'Stopped before it was done. Ask again to continue.';
    case 'storage-full':
      return `This device has no room to store the model${neededRoom(failure.neededBytes, failure.availableBytes)}. It still runs while the page is open; free some space to keep it offline.`;
    case 'pack-invalid':
      return `The case pack ${failure.pack} was not loaded: ${placeInPack(failure)} is not as the format says${inBrackets(failure.detail)}. Correct the pack, then load it again.`;
    case 'pack-unreachable':
      return unreachablePack(failure);
    default:
      return fromAnotherVersion(failure);
  }
}

/** A result that a later version of the page exported may name failures that this one has no sentence for. */
function fromAnotherVersion(failure: never): string {
  const { code } = failure as { code: string };
  return `It failed with “${code}”, which this version of the page does not know.`;
}

type PackFailure<Code> = Extract<Failure, { code: Code }>;

function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail.replace(/\.$/u, '')})`;
}

function placeInPack({ caseId, key }: PackFailure<'pack-invalid'>): string {
  const place = key === '' ? 'its text' : key === 'pack.json' ? 'its pack.json' : `key ${key}`;
  return caseId === undefined ? place : `case ${caseId}, ${place}`;
}

function unreachablePack({ pack, file, reason, status }: PackFailure<'pack-unreachable'>): string {
  if (reason === 'not-a-zip') {
    return `“${pack}” is not a zip file that can be read. Zip the pack’s folder again, or open the folder itself.`;
  }
  if (reason === 'no-pack-json') {
    return `“${pack}” holds no pack.json, so it is not a case pack. Choose the folder or the zip that holds one.`;
  }
  if (file !== undefined) {
    return `The file ${file} of the case pack ${pack} could not be read${withStatus(status)}. Put it back, or take its case out of pack.json.`;
  }
  return `The case pack ${pack} could not be read${withStatus(status)}. Check that the page’s server still runs, then reload the page.`;
}

const STAGES = {
  preprocess: 'while the image was prepared',
  encode: 'while it looked at the image',
  prefill: 'while it read the question',
  decode: 'while it wrote the answer',
};

function withStatus(status: number | undefined): string {
  return status === undefined ? '' : ` (status ${status})`;
}

function neededRoom(neededBytes: number | undefined, availableBytes: number | undefined): string {
  if (neededBytes === undefined) return '';
  const free = availableBytes === undefined ? '' : `, ${formatBytes(availableBytes)} free`;
  return ` (${formatBytes(neededBytes)} needed${free})`;
}

/** Files of the page's own server are named without its address. */
function fileName(file: string): string {
  return URL.canParse(file) ? new URL(file).pathname : file;
}
