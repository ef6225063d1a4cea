import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { casePackSchema, type PackCase } from '../../src/contract/case-pack';
import type { LicenceEntry } from '../../src/contract/licences';
import { modelIndexSchema, modelManifestSchema } from '../../src/contract/model-manifest';
import { compareText } from './shipped-packages';

function readJson<TSchema extends v.GenericSchema>(path: string, schema: TSchema): v.InferOutput<TSchema> {
  return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
}

/** The models that the page lists, and the data they were trained on. */
export function readModels(publicFolder: string): LicenceEntry[] {
  const models = join(publicFolder, 'models');
  return readJson(join(models, 'index.json'), modelIndexSchema)
    .models.filter((id) => existsSync(join(models, id, 'manifest.json')))
    .flatMap((id) => {
      const manifest = readJson(join(models, id, 'manifest.json'), modelManifestSchema);
      const model: LicenceEntry = {
        kind: 'model',
        name: manifest.title,
        version: manifest.version,
        license: manifest.license,
        ...(manifest.card === undefined ? {} : { textPath: `models/${id}/${manifest.card}` }),
      };
      const sources = (manifest.training?.sources ?? []).map(({ title, license, attribution }): LicenceEntry => {
        return { kind: 'training-data', name: title, license, attribution };
      });
      return [model, ...sources];
    });
}

/** One entry for each package, licence and attribution among the samples; its name lists the images. */
export function readSamples(publicFolder: string): LicenceEntry[] {
  const samples = join(publicFolder, 'samples');
  const groups = new Map<string, PackCase[]>();
  for (const sample of readJson(join(samples, 'pack.json'), casePackSchema).cases) {
    const key = [sample.source, sample.license, sample.attribution].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.keys()].sort(compareText).map((key) => describeSamples(samples, groups.get(key) ?? []));
}

function describeSamples(folder: string, cases: PackCase[]): LicenceEntry {
  const [first] = cases;
  if (first?.license === undefined) throw new Error(`The sample ${first?.id ?? ''} names no licence`);
  const text = `licenses/${first.source}.txt`;
  return {
    kind: 'sample',
    name: cases.map(({ id, title }) => title ?? id).join('; '),
    license: first.license,
    ...(first.attribution === undefined ? {} : { attribution: first.attribution }),
    ...(first.origin === undefined ? {} : { url: first.origin.url }),
    ...(existsSync(join(folder, text)) ? { textPath: `samples/${text}` } : {}),
  };
}
