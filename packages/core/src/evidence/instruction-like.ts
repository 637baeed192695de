const PATTERNS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,60}\b(?:instructions?|prompts?|rules|guidelines|directions|above|previous|prior|earlier|everything|sources?)\b/i,
  /\b(?:system|developer) (?:prompt|message)\b/i,
  /\b(?:as|you are|act as|pretend to be) (?:an? )?(?:ai|language model|assistant|chatbot|llm)\b/i,
  /\b(?:the )?(?:ai|assistant|language model|chatbot|model)[,:]? (?:must|should|shall|will now|please)\b/i,
  /^\W*(?:please )?(?:answer|respond|reply|say|state|write|output|print|tell (?:the )?(?:user|client|reader)s?)\b.{0,30}\b(?:that|with|only|instead|always|as follows)\b/i,
  /\b(?:your|new|following) (?:instructions?|task|role|orders?) (?:is|are|now)\b/i,
  /^\W*(?:ai|assistant|system|user|human)\s*:|\byou are now\b/i,
  /<\/?(?:system|user|assistant|instructions?|source|question)\b/i,
];

/**
 * Whether a sentence reads as an order to a language model. A first sieve for quoting: such text is never chosen as an
 * answer. Detection with measured rates is a validator's work.
 */
export function isInstructionLike(text: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(text));
}
