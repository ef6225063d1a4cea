import { Check, Copy, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { Run } from '../../../store/exchange';
import { IconButton } from '../../shell/icon-button';
import { useStores } from '../../stores-context';

type CopyState = 'idle' | 'copied' | 'failed';

const COPY_LABELS: Record<CopyState, string> = {
  idle: 'Copy the answer',
  copied: 'Copied',
  failed: 'The browser refused to copy. Select the text instead',
};

export function RunActions({ run }: { run: Run }) {
  const { reader } = useStores();
  const [copyState, setCopyState] = useState<CopyState>('idle');

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(
        run.tokens
          .map(({ text }) => text)
          .join('')
          .trim(),
      );
      setCopyState('copied');
    } catch (error) {
      console.warn('Copy failed:', error);
      setCopyState('failed');
    }
  }

  return (
    <div className="run-actions">
      {run.tokens.length > 0 && (
        <IconButton label={COPY_LABELS[copyState]} className="button-quiet" onClick={() => void copy()}>
          {copyState === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        </IconButton>
      )}
      <IconButton
        label="Regenerate with the chosen precision"
        className="button-quiet"
        onClick={() => reader.repeat(run.exchangeId)}
      >
        <RotateCw size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
