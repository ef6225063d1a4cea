import { describe, expect, it } from 'vitest';
import { browserFromUserAgent, readEnvironment, type EnvironmentSource } from '../../../src/benchmark/environment';

function source(navigator: object): EnvironmentSource {
  return {
    navigator: navigator as EnvironmentSource['navigator'],
    crossOriginIsolated: true,
    page: { version: '1.0.0' },
  };
}

describe('stating the environment', () => {
  it('takes the product brand from client hints, past the nonsense brand and Chromium', async () => {
    const brands = [
      { brand: 'Not;A=Brand', version: '8.0.0.0' },
      { brand: 'Chromium', version: '140.0.1' },
      { brand: 'Microsoft Edge', version: '140.0.2' },
    ];
    const environment = await readEnvironment(
      source({
        userAgent: 'ua',
        hardwareConcurrency: 8,
        deviceMemory: 8,
        userAgentData: {
          brands,
          getHighEntropyValues: () =>
            Promise.resolve({
              platform: 'Windows',
              platformVersion: '15.0.0',
              architecture: 'x86',
              fullVersionList: brands,
            }),
        },
      }),
    );
    expect(environment).toEqual({
      browser: { name: 'Microsoft Edge', version: '140.0.2', userAgent: 'ua' },
      os: { name: 'Windows', version: '15.0.0', architecture: 'x86' },
      logicalCores: 8,
      deviceMemoryGib: 8,
      crossOriginIsolated: true,
      page: { version: '1.0.0' },
    });
  });

  it('leaves out what a browser without client hints does not tell', async () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    expect(await readEnvironment(source({ userAgent, hardwareConcurrency: 0 }))).toEqual({
      browser: { name: 'Firefox', version: '140.0', userAgent },
      crossOriginIsolated: true,
      page: { version: '1.0.0' },
    });
  });

  it.each([
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', 'Safari', '18.5'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1', 'Edge', '140.0.1'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0.3 Safari/537.36', 'Chrome', '140.0.3'],
  ])('reads %s', (userAgent, name, version) => {
    expect(browserFromUserAgent(userAgent)).toEqual({ name, version, userAgent });
  });
});
