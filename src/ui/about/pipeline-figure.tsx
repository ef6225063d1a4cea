interface Station {
  x: number;
  title: string;
  lines: readonly [string, string];
}

const WIDTH = 132;
const PAGE: readonly Station[] = [
  { x: 176, title: 'Decode', lines: ['file to upright', 'RGB pixels'] },
  { x: 784, title: 'Show', lines: ['words with their', 'probabilities'] },
];
const WORKER: readonly Station[] = [
  { x: 176, title: 'Preprocess', lines: ['shrink, scale', 'to model input'] },
  { x: 328, title: 'Vision encoder', lines: ['once an image:', 'image tokens'] },
  { x: 480, title: 'Prefill', lines: ['image tokens', 'and question'] },
  { x: 632, title: 'Decode', lines: ['token by token,', 'greedy'] },
  { x: 784, title: 'Calibrate', lines: ['probability of', 'each token'] },
];

/** The two flows as a picture. The text beside it says the same, so a short description is enough here. */
export function PipelineFigure() {
  return (
    <figure className="pipeline">
      <div className="scroll-sideways" tabIndex={0} role="region" aria-label="Picture of the pipeline">
        <svg viewBox="0 0 940 340" role="img" aria-labelledby="pipeline-title pipeline-description">
          <title id="pipeline-title">What runs where</title>
          <desc id="pipeline-description">
            The server sends page, runtime and weights to this machine. Your image goes to the page, which decodes it,
            and on to the worker: preprocess, vision encoder, prefill, decode, calibrate. The words return to the page.
            Nothing goes back to the server.
          </desc>
          <marker id="pipeline-tip" viewBox="0 0 8 8" refX={6} refY={4} markerWidth={7} markerHeight={7} orient="auto">
            <path className="pipeline-tip" d="M 0 0 L 8 4 L 0 8 z" />
          </marker>
          <Zone x={4} y={40} width={124} height={292} name="Server" note="files only" />
          <Zone x={148} y={8} width={788} height={324} name="This machine, inside the browser" note="" isOurs />
          <Lane y={48} name="Page" />
          <Lane y={196} name="Worker" />
          <text className="pipeline-small" x={66} y={150} textAnchor="middle">
            <tspan x={66}>page</tspan>
            <tspan x={66} dy={16}>
              runtime
            </tspan>
            <tspan x={66} dy={16}>
              weights
            </tspan>
          </text>
          {PAGE.map((station) => (
            <Box key={station.title} station={station} y={72} />
          ))}
          {WORKER.map((station) => (
            <Box key={station.title} station={station} y={220} />
          ))}
          <text className="pipeline-small" x={548} y={108} textAnchor="middle">
            your image enters here and stays here
          </text>
          <Arrow d="M 128 252 H 168" />
          <text className="pipeline-small" x={176} y={308}>
            each model file is checked (SHA-256) before it is used
          </text>
          <Arrow d="M 242 136 V 212" />
          <Arrow d="M 308 254 H 322" />
          <Arrow d="M 460 254 H 474" />
          <Arrow d="M 612 254 H 626" />
          <Arrow d="M 764 254 H 778" />
          <Arrow d="M 850 220 V 144" />
        </svg>
      </div>
    </figure>
  );
}

interface ZoneProps {
  x: number;
  y: number;
  width: number;
  height: number;
  name: string;
  note: string;
  isOurs?: boolean;
}

function Zone({ x, y, width, height, name, note, isOurs = false }: ZoneProps) {
  return (
    <g>
      <rect className={isOurs ? 'zone zone-ours' : 'zone'} x={x} y={y} width={width} height={height} rx={6} />
      <text className="pipeline-name" x={x + 12} y={y + 22}>
        {name}
      </text>
      <text className="pipeline-small" x={x + 12} y={y + 40}>
        {note}
      </text>
    </g>
  );
}

function Lane({ y, name }: { y: number; name: string }) {
  return (
    <text className="pipeline-small" x={176} y={y + 12}>
      {name}
    </text>
  );
}

function Box({ station: { x, title, lines }, y }: { station: Station; y: number }) {
  return (
    <g>
      <rect className="station" x={x} y={y} width={WIDTH} height={64} rx={4} />
      <text className="pipeline-name" x={x + WIDTH / 2} y={y + 21} textAnchor="middle">
        {title}
      </text>
      <text className="pipeline-small" x={x + WIDTH / 2} y={y + 39} textAnchor="middle">
        {lines[0]}
      </text>
      <text className="pipeline-small" x={x + WIDTH / 2} y={y + 54} textAnchor="middle">
        {lines[1]}
      </text>
    </g>
  );
}

function Arrow({ d }: { d: string }) {
  return <path className="pipeline-arrow" d={d} markerEnd="url(#pipeline-tip)" />;
}
