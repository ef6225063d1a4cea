import { FileArchive, FolderOpen, Images } from 'lucide-react';
import { useRef } from 'react';
import { unreachable } from '../../../contract/failure';
import type { ChosenPack } from '../../../store/lab-packs';
import { formatCount } from '../../format';
import { FailureNotice } from '../../shell/failure-notice';
import { useLab } from '../lab-context';

/** The labelled images to be judged on: what ships with the page, or what the reader brings on a stick. */
export function PackChoice({ chosen }: { chosen: ChosenPack }) {
  const { packs } = useLab();
  const folder = useRef<HTMLInputElement>(null);
  const zip = useRef<HTMLInputElement>(null);
  return (
    <section className="pack-choice" aria-label="Case pack">
      <div className="lab-actions">
        <button type="button" className="button" onClick={() => void packs.openSamples()}>
          <Images size={14} aria-hidden /> Built-in samples
        </button>
        <button type="button" className="button" onClick={() => folder.current?.click()}>
          <FolderOpen size={14} aria-hidden /> Open a folder
        </button>
        <button type="button" className="button" onClick={() => zip.current?.click()}>
          <FileArchive size={14} aria-hidden /> Open a zip
        </button>
        <input
          ref={(element) => {
            folder.current = element;
            // React knows no such property; browsers take it as an attribute.
            element?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          className="visually-hidden"
          aria-label="Folder of a case pack"
          tabIndex={-1}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void packs.openFolder(files);
          }}
        />
        <input
          ref={zip}
          type="file"
          accept=".zip,application/zip"
          className="visually-hidden"
          aria-label="Zip of a case pack"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void packs.openZip(file);
            event.target.value = '';
          }}
        />
      </div>
      <PackState chosen={chosen} />
    </section>
  );
}

function PackState({ chosen }: { chosen: ChosenPack }) {
  switch (chosen.kind) {
    case 'none':
      return <p className="faint">No pack is open.</p>;
    case 'reading':
      return <p role="status">Reading {chosen.name} …</p>;
    case 'failed':
      return <FailureNotice failure={chosen.failure} />;
    case 'open': {
      const { title, cases, license, attribution } = chosen.open.pack;
      const questions = cases.reduce((sum, entry) => sum + entry.questions.length, 0);
      const rights = [license, attribution].filter(Boolean).join('. ');
      return (
        <p>
          <b>{title}</b>: {formatCount(cases.length)} images, {formatCount(questions)} questions.{' '}
          <span className="faint">{rights}</span>
        </p>
      );
    }
    default:
      return unreachable(chosen);
  }
}
