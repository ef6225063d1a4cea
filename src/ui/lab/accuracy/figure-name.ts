import type { AccuracyFigure } from '../../../benchmark/confusions';
import { unreachable } from '../../../contract/failure';

export function figureName(figure: AccuracyFigure): string {
  switch (figure.kind) {
    case 'aspect':
      return figure.aspect;
    case 'macro':
      return 'Macro accuracy';
    case 'balanced':
      return 'Macro balanced accuracy';
    case 'all':
      return 'All questions';
    case 'hallucination':
      return 'Hallucination rate';
    default:
      return unreachable(figure);
  }
}
