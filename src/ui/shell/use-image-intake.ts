import { useEffect, useState } from 'react';

export interface ImageIntake {
  openFiles: (files: readonly File[]) => void;
  /** A folder was dropped: only its name is known. */
  refuseFolder: (name: string) => void;
}

/**
 * Takes images that are dropped anywhere on the page or pasted. Whatever else is dropped outside a text field changes
 * nothing: by default a browser would leave the page for a dropped link.
 * @param intake functions that stay the same from one drawing to the next
 * @returns whether files hover over the page right now
 */
export function useImageIntake({ openFiles, refuseFolder }: ImageIntake): boolean {
  const [isHovering, setHovering] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const listen = <K extends keyof WindowEventMap>(name: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(name, listener, { signal: abort.signal });
    // A thumbnail of the page's own list can be dragged too; it is no new image.
    let beganHere = false;
    listen('dragstart', () => (beganHere = true));
    listen('dragend', () => (beganHere = false));
    listen('dragover', (event) => {
      const takesFiles = carriesFiles(event) && !beganHere;
      if (!takesFiles && isTextField(event.target)) return;
      event.preventDefault();
      if (takesFiles) setHovering(true);
      else if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    });
    listen('dragleave', (event) => {
      // Leaving one element for another inside the page names the next one.
      if (event.relatedTarget === null) setHovering(false);
    });
    listen('drop', (event) => {
      setHovering(false);
      if (!carriesFiles(event) || beganHere) return;
      event.preventDefault();
      const { files, folders } = droppedFiles(event.dataTransfer);
      folders.forEach(refuseFolder);
      if (files.length > 0) openFiles(files);
    });
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Office programs put a picture of the text beside the text.
      const isText = isTextField(event.target) && event.clipboardData?.types.includes('text/plain') === true;
      if (files.length === 0 || isText) return;
      event.preventDefault();
      openFiles(files);
    });
    return () => abort.abort();
  }, [openFiles, refuseFolder]);
  return isHovering;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** A browser lists a dropped folder among the files, where it cannot be read. */
function droppedFiles(transfer: DataTransfer | null): { files: File[]; folders: string[] } {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of transfer?.items ?? []) {
    if (item.kind !== 'file') continue;
    const file = item.getAsFile();
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (file !== null) files.push(file);
  }
  return { files, folders };
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}
