/** Import arrows of the architecture: main → ui → store → {inference, benchmark, models, image} → contract. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', from: { path: from }, to, comment });

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'contract-imports-nothing',
      '^src/contract/',
      { path: '^(src/(?!contract/)|workers/|scripts/)' },
      'Types and data only.',
    ),
    forbid(
      'src-not-from-workers',
      '^src/',
      { path: '^workers/' },
      'A worker is named by URL, where it is started: inference/client.ts, image/image-decoder.ts.',
    ),
    forbid(
      'workers-narrow',
      '^workers/(?!image\\.worker)',
      { path: '^src/(?!contract/|models/)' },
      'Workers know the contract and the models.',
    ),
    forbid(
      'image-worker-narrow',
      '^workers/image\\.worker',
      { path: '^src/(?!contract/|image/)' },
      'The image worker only gives src/image a thread of its own.',
    ),
    forbid(
      'parts-below-store',
      '^src/(inference|benchmark|models|image|offline)/',
      { path: '^src/(ui|store|main)' },
      'Parts do not know the application.',
    ),
    forbid('store-below-ui', '^src/store/', { path: '^src/(ui|main)' }, 'State does not know its views.'),
    forbid('ui-through-store', '^src/ui/', { path: '^src/(main|inference/client)' }, 'Components read stores.'),
    forbid('react-only-in-ui', '^src/(?!ui/|main)', { path: 'node_modules/react' }, 'Only ui/ knows React.'),
    forbid('no-scripts-in-page', '^(src|workers)/', { path: '^scripts/' }, 'Node tools stay out of the page.'),
    forbid(
      'no-dumping-ground',
      '.*',
      { path: '(^|/)(utils?|helpers?|common|misc)(/|\\.[a-z]+$)', pathNot: 'node_modules' },
      'A function lives where its subject lives.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.page.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
