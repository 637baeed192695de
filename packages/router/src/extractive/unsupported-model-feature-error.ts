import { PlumblineError, type PlumblineErrorOptions } from '@plumbline/core';

/** A model was asked for something it cannot do. Nothing was sent; choose a model whose `profile` says it can. */
export class UnsupportedModelFeatureError extends PlumblineError {
  constructor(model: string, feature: string, options?: PlumblineErrorOptions) {
    super(
      'UNSUPPORTED_MODEL_FEATURE',
      `${model} does not support ${feature}; use a model whose profile says it does.`,
      options,
    );
  }
}
