import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores-context';
import { Dialog } from './dialog';
import { LedgerTable } from './ledger-table';

/** How many requests left this machine's origin, always in view; opens the list of all requests. */
export function LedgerButton() {
  const { ledger } = useStores();
  const leftOrigin = useStore(ledger.store, (state) => state.leftOrigin);
  const [isOpen, setOpen] = useState(false);
  const count = leftOrigin === 1 ? '1 request' : `${leftOrigin} requests`;
  const text = `${count} left this machine`;
  const Icon = leftOrigin === 0 ? ShieldCheck : ShieldAlert;
  return (
    <>
      <button
        type="button"
        className="button button-quiet ledger-button"
        aria-label={`Network ledger: ${text}`}
        data-left={leftOrigin > 0}
        onClick={() => setOpen(true)}
      >
        <Icon size={15} aria-hidden />
        {text}
      </button>
      <Dialog title="Network ledger" isOpen={isOpen} onClose={() => setOpen(false)}>
        <LedgerTable />
      </Dialog>
    </>
  );
}
