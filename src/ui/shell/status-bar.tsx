import { useEngine, useStores } from '../stores-context';
import { statusLine } from './status-line';
import { useStore } from 'zustand';

/** The strip at the foot of every view: what this is not for, and what the machine is doing. */
export function StatusBar() {
  const engine = useEngine();
  const isAnswering = useStore(useStores().conversation.store, ({ runs }) =>
    Object.values(runs).some(({ phase }) => phase.kind === 'running'),
  );
  return (
    <footer className="status-bar">
      <p className="status-purpose">Research demonstration. Not a medical device, not for clinical use.</p>
      <p className="status-line" role="status">
        {statusLine(engine, isAnswering)}
      </p>
    </footer>
  );
}
