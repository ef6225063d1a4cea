/** What this browser on this machine offers, asked from the browser itself. */
export interface Capabilities {
  webgpu:
    { kind: 'available'; adapter: GpuAdapterDescription; shaderF16: boolean } | { kind: 'unavailable'; reason: string };
  /** Logical processors; absent when the browser doesn't say. */
  cores?: number;
  crossOriginIsolated: boolean;
  sharedArrayBuffer: boolean;
}

export interface GpuAdapterDescription {
  vendor: string;
  architecture: string;
  description: string;
  /** A software adapter: correct, but slower than WebAssembly as a rule. */
  isFallback: boolean;
}

/** Works on the page and in a worker. Never rejects: an API that throws is a reason, not an error. */
export async function probeCapabilities(): Promise<Capabilities> {
  const cores = navigator.hardwareConcurrency;
  return {
    webgpu: await probeWebGpu(),
    ...(cores > 0 ? { cores } : {}),
    crossOriginIsolated: globalThis.crossOriginIsolated,
    sharedArrayBuffer: typeof SharedArrayBuffer !== 'undefined',
  };
}

async function probeWebGpu(): Promise<Capabilities['webgpu']> {
  if (!('gpu' in navigator)) {
    return {
      kind: 'unavailable',
      reason: globalThis.isSecureContext
        ? 'This browser has no WebGPU.'
        : 'WebGPU needs a page from https or from this machine itself.',
    };
  }
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return { kind: 'unavailable', reason: 'The browser offers no GPU adapter on this machine.' };
    return { kind: 'available', adapter: describeAdapter(adapter), shaderF16: adapter.features.has('shader-f16') };
  } catch (error) {
    return { kind: 'unavailable', reason: `The browser refused a GPU adapter: ${String(error)}` };
  }
}

/** Fields are empty strings where the browser withholds them. */
export function describeAdapter({ info }: Pick<GPUAdapter, 'info'>): GpuAdapterDescription {
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    isFallback: info.isFallbackAdapter,
  };
}
