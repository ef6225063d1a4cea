import { Fragment } from 'react';
import { Dialog } from './dialog';

const SHORTCUTS: readonly (readonly [keys: string, action: string])[] = [
  ['↑ ↓', 'Previous or next image'],
  ['C', 'Caption this image'],
  ['/', 'Ask about this image'],
  ['Enter', 'Send the question'],
  ['Esc', 'Stop the answer, or cancel the load'],
  ['1 – 5', 'Precision: fp32, fp16, q8, q4, q4f16'],
  ['+ − 0', 'Zoom in, zoom out, fit'],
  ['← → ↑ ↓', 'Pan, while the image is focused'],
  ['I', 'Invert greys'],
  ['W', 'Window: drag on the image to change width and centre'],
  ['R', 'Reset the view'],
  ['← →', 'Word by word through an answer, with each probability'],
  ['?', 'This list'],
];

export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard" isOpen={isOpen} onClose={onClose}>
      <dl className="shortcuts">
        {SHORTCUTS.map(([keys, action]) => (
          <Fragment key={action}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{action}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
