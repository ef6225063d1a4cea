import type { BenchmarkEnvironment } from '../contract/benchmark-record';

/** Client hints that Chromium offers and TypeScript's library doesn't know. Source: W3C "User-Agent Client Hints". */
interface UserAgentData {
  brands: { brand: string; version: string }[];
  getHighEntropyValues(hints: string[]): Promise<{
    platform?: string;
    platformVersion?: string;
    architecture?: string;
    fullVersionList?: { brand: string; version: string }[];
  }>;
}

export interface EnvironmentSource {
  navigator: Navigator & { userAgentData?: UserAgentData; deviceMemory?: number };
  crossOriginIsolated: boolean;
  page: { version: string; commit?: string };
  gpu?: BenchmarkEnvironment['gpu'];
  /** Set by the command line. */
  headless?: boolean;
}

/** States what the browser tells about itself, and leaves out what it does not tell. */
export async function readEnvironment(source: EnvironmentSource): Promise<BenchmarkEnvironment> {
  const { navigator, gpu, headless } = source;
  const { browser, os } = await readBrowser(navigator);
  return {
    browser,
    ...(os === undefined ? {} : { os }),
    ...(navigator.hardwareConcurrency > 0 ? { logicalCores: navigator.hardwareConcurrency } : {}),
    ...(navigator.deviceMemory === undefined ? {} : { deviceMemoryGib: navigator.deviceMemory }),
    crossOriginIsolated: source.crossOriginIsolated,
    ...(gpu === undefined ? {} : { gpu }),
    page: source.page,
    ...(headless === undefined ? {} : { headless }),
  };
}

async function readBrowser(
  navigator: EnvironmentSource['navigator'],
): Promise<Pick<BenchmarkEnvironment, 'browser' | 'os'>> {
  const { userAgent, userAgentData } = navigator;
  const hints = await userAgentData
    ?.getHighEntropyValues(['platform', 'platformVersion', 'architecture', 'fullVersionList'])
    .catch(() => undefined);
  if (hints === undefined) return { browser: browserFromUserAgent(userAgent) };
  const brand = pickBrand(hints.fullVersionList ?? userAgentData?.brands ?? []);
  const { platform, platformVersion, architecture } = hints;
  return {
    browser:
      brand === undefined ? browserFromUserAgent(userAgent) : { name: brand.brand, version: brand.version, userAgent },
    ...(platform === undefined || platform === ''
      ? {}
      : {
          os: {
            name: platform,
            ...(platformVersion === undefined || platformVersion === '' ? {} : { version: platformVersion }),
            ...(architecture === undefined || architecture === '' ? {} : { architecture }),
          },
        }),
  };
}

/** Chromium mixes a nonsense brand in, to keep sites from relying on the list; a product's own brand beats "Chromium". */
function pickBrand(
  brands: readonly { brand: string; version: string }[],
): { brand: string; version: string } | undefined {
  const real = brands.filter(
    ({ brand }) => !/not.?a.?brand/iu.test(brand.replace(/[^a-z]/giu, ' ').replace(/\s+/gu, ' ')),
  );
  return real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
}

/** Firefox and Safari have no client hints; the user agent itself is kept beside what was read from it. */
export function browserFromUserAgent(userAgent: string): BenchmarkEnvironment['browser'] {
  const patterns: [name: string, pattern: RegExp][] = [
    ['Firefox', /Firefox\/([\d.]+)/u],
    ['Edge', /Edg\/([\d.]+)/u],
    ['Chrome', /(?:Headless)?Chrome\/([\d.]+)/u],
    ['Safari', /Version\/([\d.]+).*Safari\//u],
  ];
  for (const [name, pattern] of patterns) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version, userAgent };
  }
  return { name: 'unknown', userAgent };
}
