import type { Capabilities } from '../../store/catalogue';
import { countThreads } from '../shell/status-line';

/** What the browser says about this machine, in one line. */
export function MachineFacts({ capabilities }: { capabilities: Capabilities }) {
  const { cores, crossOriginIsolated, webgpu } = capabilities;
  const threads =
    cores === undefined || !crossOriginIsolated ? '1 WASM thread' : `up to ${countThreads(cores)} for WASM`;
  const isolation = crossOriginIsolated ? 'cross-origin isolated' : 'not cross-origin isolated';
  return (
    <p className="label">
      This machine: {threads} ({isolation}). {gpuText(webgpu)}
    </p>
  );
}

function gpuText(webgpu: Capabilities['webgpu']): string {
  if (webgpu.kind === 'unavailable') return `No WebGPU: ${webgpu.reason}`;
  const { vendor, architecture, description, isFallback } = webgpu.adapter;
  const name = [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter';
  const half = webgpu.shaderF16 ? 'with 16-bit arithmetic' : 'without 16-bit arithmetic';
  return `WebGPU: ${name}${isFallback ? ' (software)' : ''}, ${half}.`;
}
