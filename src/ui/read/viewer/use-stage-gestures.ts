import { useEffect, useEffectEvent, useRef, type PointerEvent, type RefObject } from 'react';

export interface StageGestures {
  /** Distances in CSS pixels. */
  onPan: (dxPx: number, dyPx: number) => void;
  onWindow: (dxPx: number, dyPx: number) => void;
  /** Point in CSS pixels from the stage's centre. */
  onZoom: (factor: number, xPx: number, yPx: number) => void;
  /** A plain drag changes the window instead of panning. */
  isWindowing: boolean;
}

interface Point {
  xPx: number;
  yPx: number;
}

/** Drag pans, drag with Shift or the second button changes the window, two fingers pinch, the wheel zooms. */
export function useStageGestures(stage: RefObject<HTMLElement | null>, gestures: StageGestures) {
  const pointers = useRef(new Map<number, Point>());
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    const { xPx, yPx } = fromCentre(event, stage.current);
    gestures.onZoom(Math.exp(-pixels / 400), xPx, yPx);
  });
  useEffect(() => {
    const element = stage.current;
    const listener = (event: WheelEvent) => onWheel(event);
    // React listens passively, and then the page would scroll away under the image.
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [stage]);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, fromCentre(event, event.currentTarget));
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = fromCentre(event, event.currentTarget);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const dxPx = now.xPx - before.xPx;
    const dyPx = now.yPx - before.yPx;
    if (other !== undefined) {
      const factor = distance(now, other) / Math.max(distance(before, other), 1);
      gestures.onZoom(factor, (now.xPx + other.xPx) / 2, (now.yPx + other.yPx) / 2);
      gestures.onPan(dxPx / 2, dyPx / 2);
    } else if (gestures.isWindowing || event.shiftKey || (event.buttons & 2) !== 0) gestures.onWindow(dxPx, dyPx);
    else gestures.onPan(dxPx, dyPx);
  }

  const onPointerEnd = (event: PointerEvent) => void pointers.current.delete(event.pointerId);
  return { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd };
}

function fromCentre(event: { clientX: number; clientY: number }, element: HTMLElement | null): Point {
  const box = element?.getBoundingClientRect();
  if (box === undefined) return { xPx: 0, yPx: 0 };
  return { xPx: event.clientX - box.left - box.width / 2, yPx: event.clientY - box.top - box.height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);
}
