import { useEffect, useState } from 'react';
import type { LicenceEntry } from '../../contract/licences';
import type { LicenceList } from '../../store/fetch-licences';
import { useStores } from '../stores-context';

/** Everything by others that the page ships, with each licence and its text. */
export function LicenceTable() {
  const { fetchLicences } = useStores();
  const [list, setList] = useState<LicenceList>();
  useEffect(() => {
    let isCurrent = true;
    void fetchLicences().then((read) => {
      if (isCurrent) setList(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [fetchLicences]);
  return (
    <section aria-labelledby="about-licences">
      <h2 id="about-licences">Licences</h2>
      <p>
        Edgeward’s own code is under Apache-2.0. Each model and each sample image has a licence of its own, listed below
        and next to it.
      </p>
      {list === undefined && <p className="label">Reading the list …</p>}
      {list?.kind === 'unreadable' && (
        <p className="label">
          The list of licences could not be read ({list.detail}). It is also in the project’s NOTICE file.
        </p>
      )}
      {list?.kind === 'read' &&
        KINDS.map(([kind, title]) => (
          <Group key={kind} title={title} entries={list.entries.filter((entry) => entry.kind === kind)} />
        ))}
    </section>
  );
}

const KINDS: readonly (readonly [LicenceEntry['kind'], string])[] = [
  ['model', 'Models'],
  ['training-data', 'Training data'],
  ['sample', 'Sample images'],
  ['code', 'Code'],
];

function Group({ title, entries }: { title: string; entries: readonly LicenceEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <details className="licence-group">
      <summary>
        {title} <span className="faint">{entries.length}</span>
      </summary>
      <ul>
        {entries.map((entry, position) => (
          <Entry key={position} entry={entry} />
        ))}
      </ul>
    </details>
  );
}

function Entry({ entry: { name, version, license, attribution, url, text, textPath } }: { entry: LicenceEntry }) {
  const isWebAddress = url !== undefined && /^https?:\/\//iu.test(url);
  return (
    <li className="licence">
      <p>
        {isWebAddress ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        ) : (
          name
        )}{' '}
        {version} · {license}
        {textPath !== undefined && (
          <>
            {' '}
            · <a href={textPath}>licence text</a>
          </>
        )}
      </p>
      {attribution !== undefined && <p className="label">{attribution}</p>}
      {text !== undefined && (
        <details>
          <summary className="label">Text</summary>
          <pre>{text}</pre>
        </details>
      )}
    </li>
  );
}
