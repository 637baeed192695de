import { setImmediate } from 'node:timers/promises';
import { InvalidInputError, PlumblineError } from '@plumbline/core';
import { loadOptional } from '../ingest/loaders/load-optional.ts';
import type { OnnxRuntime, OnnxSession, OnnxTensor } from './onnx-runtime.ts';
import type { Tokenizer, TokenSequence } from './tokenizer.ts';

/** A model over texts, and how it is run. */
export interface TextModelOptions {
  /** The path of an ONNX file, or its bytes. */
  model: string | Uint8Array;
  tokenizer: Tokenizer;
  /** Tokens of a text or pair, the special ones included; what is longer is cut. Default 512. */
  maxTokens?: number;
  /** The id that fills up shorter texts of a batch. Default 0, BERT's `[PAD]`. */
  padId?: number;
  /** Texts of one run. ONNX Runtime keeps the event loop waiting for as long as a run takes. Default 8. */
  batchSize?: number;
  /** Options of `InferenceSession.create` of ONNX Runtime: execution providers, threads. */
  session?: Readonly<Record<string, unknown>>;
  /** ONNX Runtime itself. Default: the package `onnxruntime-node` that you have installed. */
  runtime?: OnnxRuntime;
}

/** A text, or a question and a text. */
export interface TextInput {
  readonly text: string;
  readonly pair?: string;
}

/** What a run gives: numbers, row by row. */
export interface Output {
  readonly dims: readonly number[];
  readonly data: Float32Array;
  /** 1 where a token is one of the text, 0 where it fills up; `[texts][tokens]`. */
  readonly mask: readonly (readonly number[])[];
}

/** The model file cannot be read, or a run failed. */
export class OnnxModelError extends PlumblineError {
  constructor(what: string, cause?: unknown) {
    super('ONNX_MODEL', `The ONNX model cannot be used: ${what}`, { cause });
  }
}

/** Named apart from its import: it is not installed here, as it weighs 290 MB. */
const PACKAGE: string = 'onnxruntime-node';
const installedRuntime = (): Promise<OnnxRuntime> => import(PACKAGE);

/** What transformer encoders are fed. */
const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

export interface TextModel {
  readonly outputNames: readonly string[];
  /** Runs the model over all inputs, batch by batch. */
  run(inputs: readonly TextInput[], output: string, signal: AbortSignal | undefined): Promise<Output[]>;
  close(): Promise<void>;
}

/**
 * Opens an encoder in the form that Optimum and Sentence Transformers export: whole numbers `input_ids`,
 * `attention_mask` and `token_type_ids` of `[texts][tokens]` (those that it has), 32-bit floats out.
 *
 * @throws MissingDependencyError when onnxruntime-node is not installed
 * @throws OnnxModelError when the file is no model
 * @throws InvalidInputError when the model wants other inputs
 */
export async function openTextModel(options: TextModelOptions): Promise<TextModel> {
  const { model, tokenizer, maxTokens = 512, padId = 0, batchSize = 8, session: settings = {} } = options;
  const ort = options.runtime ?? (await loadOptional(installedRuntime, 'An ONNX model', PACKAGE));
  // Failures are thrown; the runtime would print them as well.
  const session = await create(ort, model, { logSeverityLevel: 4, ...settings });
  const unknown = session.inputNames.filter((name) => !INPUTS.includes(name));
  if (unknown.length > 0) {
    throw new InvalidInputError(`The model wants ${unknown.join(', ')}; only ${INPUTS.join(', ')} can be given.`);
  }
  const runBatch = async (batch: readonly TextInput[], output: string): Promise<Output> => {
    const sequences = batch.map(({ text, pair }) => tokenizer(text, { pair, maxTokens }));
    const { rows, mask, dims } = padded(sequences, padId);
    const tensor = (values: readonly (readonly number[])[]): OnnxTensor =>
      new ort.Tensor('int64', BigInt64Array.from(values.flat(), BigInt), dims);
    const feeds: Record<string, () => OnnxTensor> = {
      input_ids: () => tensor(rows.ids),
      attention_mask: () => tensor(mask),
      token_type_ids: () => tensor(rows.typeIds),
    };
    const fed = Object.entries(feeds).filter(([name]) => session.inputNames.includes(name));
    const results = await session.run(Object.fromEntries(fed.map(([name, make]) => [name, make()])), [output]);
    return { ...numbersOf(results[output], output), mask };
  };
  return {
    outputNames: session.outputNames,
    async run(inputs, output, signal) {
      const outputs: Output[] = [];
      for (let start = 0; start < inputs.length; start += batchSize) {
        // A run blocks: between two, timers get their turn, and so may end the work.
        await setImmediate();
        signal?.throwIfAborted();
        outputs.push(await failing(() => runBatch(inputs.slice(start, start + batchSize), output)));
      }
      return outputs;
    },
    close: () => session.release(),
  };
}

async function create(
  { InferenceSession: sessions }: OnnxRuntime,
  model: string | Uint8Array,
  settings: Readonly<Record<string, unknown>>,
): Promise<OnnxSession> {
  return await failing(() => sessions.create(model, settings));
}

async function failing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (PlumblineError.isInstance(error)) throw error;
    const what = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown failure';
    throw new OnnxModelError(`${what.slice(0, 300)}. See that the file is whole and fits this runtime.`, error);
  }
}

function padded(sequences: readonly TokenSequence[], padId: number) {
  const length = Math.max(...sequences.map(({ ids }) => ids.length));
  const fill = (values: readonly number[], value: number) => [
    ...values,
    ...new Array<number>(length - values.length).fill(value),
  ];
  return {
    rows: {
      ids: sequences.map(({ ids }) => fill(ids, padId)),
      typeIds: sequences.map(({ typeIds = [] }) => fill(typeIds, 0)),
    },
    mask: sequences.map(({ ids }) => fill(new Array<number>(ids.length).fill(1), 0)),
    dims: [sequences.length, length],
  };
}

function numbersOf(tensor: OnnxTensor | undefined, output: string): Pick<Output, 'dims' | 'data'> {
  if (!(tensor?.data instanceof Float32Array)) {
    throw new OnnxModelError(`its output ${output} holds ${tensor?.type ?? 'nothing'}, not 32-bit floats.`);
  }
  return { dims: tensor.dims, data: tensor.data };
}
