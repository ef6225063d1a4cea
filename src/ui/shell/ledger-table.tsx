import { useStore } from 'zustand';
import { formatBytes, formatMs } from '../format';
import { useStores } from '../stores-context';

/** Every request since the page opened, as far as the browser shows them to a page. */
export function LedgerTable() {
  const { ledger } = useStores();
  const { entries, leftOrigin, blocked } = useStore(ledger.store);
  return (
    <div className="ledger">
      <p>
        {entries.length} requests since the page opened, {leftOrigin} to another origin, {blocked} blocked by the page’s
        own policy. “Left this machine” counts what went, or may have gone, to another origin than{' '}
        {window.location.origin}. Requests of browser extensions and of the browser itself are not visible to a page.
      </p>
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label="Requests">
        <table>
          <thead>
            <tr>
              <th scope="col" className="number">
                After
              </th>
              <th scope="col">Address</th>
              <th scope="col">From</th>
              <th scope="col">Kind</th>
              <th scope="col" className="number">
                Bytes
              </th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, position) => (
              <tr key={position} className={entry.sameOrigin ? undefined : 'ledger-foreign'}>
                <td className="number">{formatMs(entry.startedAtMs)}</td>
                <td className="ledger-address">{shorten(entry.url, entry.sameOrigin)}</td>
                <td>{entry.from}</td>
                <td>{entry.initiator}</td>
                <td className="number">{entry.bytes === undefined ? '' : formatBytes(entry.bytes)}</td>
                <td>{entry.outcome}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The page's own addresses without the origin that the text above names. */
function shorten(url: string, sameOrigin: boolean): string {
  return sameOrigin && URL.canParse(url) ? new URL(url).pathname : url;
}
