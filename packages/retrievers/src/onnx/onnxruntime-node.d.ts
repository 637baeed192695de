/** Not installed here: its install script fetches CUDA from elsewhere. Tests get it from test/onnx. */
declare module 'onnxruntime-node' {
  import type { OnnxRuntime } from './onnx-runtime.ts';
  export const InferenceSession: OnnxRuntime['InferenceSession'];
  export const Tensor: OnnxRuntime['Tensor'];
}
