import { lazy, type ComponentType } from 'react';
import type { ViewName } from './router';
import { ReadView } from './read/read-view';

interface View {
  name: ViewName;
  title: string;
  Component: ComponentType;
}

/** In the order of the navigation. Only the main view is in the first JavaScript that a visitor waits for. */
export const VIEWS: readonly View[] = [
  { name: 'read', title: 'Read', Component: ReadView },
  {
    name: 'lab',
    title: 'Lab',
    Component: lazy(() => import('./lab/lab-view').then((module) => ({ default: module.LabView }))),
  },
  {
    name: 'models',
    title: 'Models',
    Component: lazy(() => import('./models/models-view').then((module) => ({ default: module.ModelsView }))),
  },
  {
    name: 'about',
    title: 'About',
    Component: lazy(() => import('./about/about-view').then((module) => ({ default: module.AboutView }))),
  },
];
