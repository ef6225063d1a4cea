import { useEffect, useState } from 'react';

/**
 * Takes images that are dropped anywhere on the page or pasted.
 * @returns whether files hover over the page right now
 */
export function useImageIntake(openFiles: (files: readonly File[]) => void): boolean {
  const [isHovering, setHovering] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const listen = <K extends keyof WindowEventMap>(name: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(name, listener, { signal: abort.signal });
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    });
    listen('dragleave', (event) => {
      // Leaving one element for another inside the page names the next one.
      if (event.relatedTarget === null) setHovering(false);
    });
    listen('drop', (event) => {
      setHovering(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      openFiles([...(event.dataTransfer?.files ?? [])]);
    });
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) openFiles(files);
    });
    return () => abort.abort();
  }, [openFiles]);
  return isHovering;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
