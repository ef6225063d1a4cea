/** Why a model should run where the image is; the argument is the survey's, the words are ours. */
export function EdgeReasons() {
  return (
    <section aria-labelledby="about-edge">
      <h2 id="about-edge">Why at the edge</h2>
      <dl className="reasons-list">
        <div>
          <dt>Privacy</dt>
          <dd>
            A medical image identifies a person more surely than a name does. One that never leaves the machine cannot
            leak from a server, needs no contract with one, and can be looked at where rules forbid any upload.
          </dd>
        </div>
        <div>
          <dt>Cost</dt>
          <dd>
            Large models need accelerators that few clinics own, and a bill for each request. A model of some megabytes
            runs on the laptop that is there already; quantization decides whether it fits, and has to be paid for in
            correctness. That price is what the page measures.
          </dd>
        </div>
        <div>
          <dt>Reach</dt>
          <dd>
            Where the network is slow, or absent as in an ambulance, on a ward round or in a rural practice, what is
            stored on the device still answers, and answers without a round trip.
          </dd>
        </div>
      </dl>
      <p className="label">
        On deploying medical multimodal models at the edge: J. Ye and H. Tang, “Multimodal Large Language Models for
        Medicine: A Comprehensive Survey”, 2025, section 6.2 (
        <a href="https://arxiv.org/abs/2504.21051" target="_blank" rel="noopener noreferrer">
          arXiv:2504.21051
        </a>
        ).
      </p>
    </section>
  );
}
