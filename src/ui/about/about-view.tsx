import './about.css';
import { useEffect } from 'react';
import { LedgerTable } from '../shell/ledger-table';
import { useCatalogue, useStores } from '../stores-context';
import { EdgeReasons } from './edge-reasons';
import { LicenceTable } from './licence-table';
import { PipelineFigure } from './pipeline-figure';
import { TrainingData } from './training-data';

/** What runs where, why it runs there, what it is not for, and what it was made from. */
export function AboutView() {
  const { catalogue: store } = useStores();
  const catalogue = useCatalogue();
  useEffect(() => {
    void store.open();
  }, [store]);
  return (
    <div className="page about">
      <h1>About Edgeward</h1>
      <p className="page-lead">
        Edgeward runs small vision-language models in this browser, on this machine. They caption medical images and
        answer questions about them, and the page shows what each numeric precision costs in time, in bytes and in
        answers.
      </p>
      <section className="not-clinical" aria-labelledby="about-purpose">
        <h2 id="about-purpose">Not for clinical use</h2>
        <p>
          This is a research demonstration, not a medical device. Its models are small, were trained on a few public
          collections, and are wrong often. Do not use an answer, or the lack of one, to decide anything about a
          person’s health. A probability next to a word says how sure the model is of its wording, not that the
          statement is true.
        </p>
      </section>
      <section aria-labelledby="about-pipeline">
        <h2 id="about-pipeline">What runs where</h2>
        <PipelineFigure />
        <p>
          The server only hands out files: the page, the runtime and the model’s weights. Everything else happens here.
          The page decodes the image on a thread of its own and shows it. Another thread, the worker, checks each model
          file against the SHA-256 in the model’s manifest, shrinks the image to the size the model was trained on, runs
          the vision encoder once for an image and the language decoder once for each token, and sends the tokens back
          as they come. Another precision or device means a fresh worker.
        </p>
        <p>
          WASM runs on the processor, with threads where the page is cross-origin isolated. WebGPU runs on the graphics
          processor where the browser offers one. fp32 and fp16 are floating-point weights of 32 and 16 bits; q8 stores
          8-bit integers; q4 and q4f16 store 4 bits for each weight in blocks that share a scale. On WASM the 4-bit
          weights are unpacked once at loading: small to fetch and to store, not in memory. Smaller is not always
          faster, and the page shows what was measured here.
        </p>
      </section>
      <EdgeReasons />
      <section aria-labelledby="about-ledger">
        <h2 id="about-ledger">Network ledger</h2>
        <LedgerTable />
      </section>
      {catalogue.kind === 'ready' && catalogue.models.map((model) => <TrainingData key={model.id} model={model} />)}
      <LicenceTable />
    </div>
  );
}
