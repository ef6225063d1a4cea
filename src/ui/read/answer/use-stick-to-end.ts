import { useEffect, useRef } from 'react';

/** Keeps a scrolling element at its end while its only child grows, unless the reader has scrolled back. */
export function useStickToEnd() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = element.current;
    const content = log?.firstElementChild;
    if (log === null || !content) return;
    let atEnd = true;
    const onScroll = () => {
      atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
    };
    const observer = new ResizeObserver(() => {
      if (atEnd) log.scrollTop = log.scrollHeight;
    });
    log.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(content);
    // The log itself shrinks when the figures below it grow.
    observer.observe(log);
    return () => {
      log.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, []);
  return element;
}
