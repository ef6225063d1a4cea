import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { isJudging } from '../../store/judging-state';
import { isMeasuring } from '../../store/measurement-state';
import type { Lab } from '../../store/lab';

const Context = createContext<Lab | undefined>(undefined);

export const LabProvider = Context.Provider;

export function useLab(): Lab {
  const lab = use(Context);
  if (lab === undefined) throw new Error('useLab outside of LabProvider');
  return lab;
}

export const useResults = () => useStore(useLab().results.store);
export const useChoices = () => useStore(useLab().choices);
export const useMeasurement = () => useStore(useLab().measure.store);
export const useJudging = () => useStore(useLab().judge.store);
export const useChosenPack = () => useStore(useLab().packs.store);
export const useSides = () => useStore(useLab().sideBySide.store);

/** What keeps the machine busy, in words; work that runs at the same time would spoil its times. */
export function useBusyWith(): 'measuring' | 'judging' | 'answering side by side' | undefined {
  const measurement = useMeasurement();
  const judging = useJudging();
  const { isRunning } = useSides();
  if (isMeasuring(measurement)) return 'measuring';
  if (isJudging(judging)) return 'judging';
  return isRunning ? 'answering side by side' : undefined;
}

/** Whether that work rests because the reader paused it. */
export function useIsPaused(): boolean {
  const measurement = useMeasurement();
  const judging = useJudging();
  return (measurement.kind === 'measuring' && measurement.isPaused) || (judging.kind === 'asking' && judging.isPaused);
}
