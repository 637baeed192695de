export {
  type Composition,
  composeEmbedded,
  type EmbeddedOptions,
  type EmbeddedParts,
  embeddedValidators,
  openEmbedded,
} from './compose.ts';
export {
  type AskerOptions,
  type Estate,
  embeddedEstate,
  LOCAL_TENANT,
  localContext,
  localPrincipal,
} from './config.ts';
export { openIndex, openWritableIndex, type WritableIndex } from './embedded-index.ts';
export { type IngestFilesOptions, ingestFiles } from './ingest-files.ts';
