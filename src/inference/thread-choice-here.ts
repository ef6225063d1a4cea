import type { TextStorage } from '../contract/text-storage';
import { createInferenceWorker } from './client';
import type { WorkerAddresses } from './load-into';
import { createThreadChoice, type ThreadChoice } from './thread-choice';

/** The choice for this browser on this machine. Without a storage it is measured anew in each page. */
export function threadChoiceHere(addresses: WorkerAddresses, storage?: TextStorage): ThreadChoice {
  const { hardwareConcurrency, userAgent } = navigator;
  return createThreadChoice({
    ...addresses,
    createWorker: createInferenceWorker,
    cores: hardwareConcurrency,
    isolated: crossOriginIsolated,
    machine: `${userAgent}, ${hardwareConcurrency} cores`,
    ...(storage === undefined ? {} : { storage }),
  });
}
