import { IngestServiceError } from '../errors.ts';

interface AwsFailure {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** Whether S3 says that there is no such object (or version, or that the newest version is a delete marker). */
export function isAbsent(error: unknown): boolean {
  const { name, status } = failureOf(error);
  return ['NoSuchKey', 'NotFound', 'NoSuchVersion'].includes(name) || (status === 404 && name !== 'NoSuchBucket');
}

/** An error of the S3 client as one of ours. */
export function toObjectError(error: unknown, uri: string): IngestServiceError {
  if (error instanceof IngestServiceError) return error;
  const { name, status, message } = failureOf(error);
  if (name === 'PreconditionFailed' || status === 412) {
    return new IngestServiceError('OBJECT_CHANGED', `${uri} was replaced while it was being read.`, {
      cause: error,
      retryable: true,
    });
  }
  if (name === 'InvalidObjectState') {
    return new IngestServiceError('OBJECT_ARCHIVED', `${uri} is archived: restore it first.`, { cause: error });
  }
  if (status === 403 || name === 'AccessDenied') {
    const hint =
      'It needs s3:GetObject, kms:Decrypt where it is encrypted, and s3:ListBucket so that absent objects are told.';
    return new IngestServiceError('ACCESS_DENIED', `${uri} may not be read: ${name}. ${hint}`, {
      cause: error,
      retryable: true,
    });
  }
  return new IngestServiceError('OBJECT_UNAVAILABLE', `${uri} cannot be read now: ${name}: ${message}`, {
    cause: error,
    retryable: true,
  });
}

function failureOf(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { name: 'Error', status: undefined, message: String(error) };
  const metadata = '$metadata' in error && typeof error.$metadata === 'object' ? error.$metadata : null;
  const status = metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return { name: error.name, status: typeof status === 'number' ? status : undefined, message: error.message };
}
