import { AwsError } from '../lib/aws-json.ts';
import { restJson } from '../lib/rest-json.ts';
import { type Emulator, type StartOptions, startServer } from '../lib/server.ts';
import { titanEmbeddings } from './titan-embeddings.ts';

/** Answers the body of `InvokeModel` for one model. */
export type InvokedModel = (body: string) => object;

export interface BedrockRuntimeOptions extends StartOptions {
  /** Models by id. Default: `amazon.titan-embed-text-v2:0`. */
  readonly models?: Readonly<Record<string, InvokedModel>>;
}

/** Status of each error: docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html#Errors */
const STATUSES = {
  AccessDeniedException: 403,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  ValidationException: 400,
};

/** Starts `InvokeModel` of Amazon Bedrock's runtime. */
export function start(options: BedrockRuntimeOptions = {}): Promise<Emulator> {
  const { models = { 'amazon.titan-embed-text-v2:0': titanEmbeddings } } = options;
  const service = restJson({
    statuses: STATUSES,
    operations: {
      InvokeModel: {
        method: 'POST',
        path: /^\/model\/(?<modelId>[^/?]+)\/invoke$/,
        perform({ body, path: { modelId = '' } }) {
          const model = Object.hasOwn(models, modelId) ? models[modelId] : undefined;
          if (model === undefined)
            throw new AwsError('ValidationException', 'The provided model identifier is invalid.');
          return model(body);
        },
      },
    },
  });
  return startServer(service, options);
}
