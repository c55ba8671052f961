/**
 * Marks around what came from outside. They carry a random code that nobody outside can know, and whatever in a text looks
 * like one of them, or like the turns and special tokens of a chat template, is broken before it is sent: a local server
 * may read such a token within a text as its own.
 */
import { withoutUnseen } from "./unseen.ts";

/** A nonce of ours: at least 64 random bits. */
const NONCE = /^[0-9A-Za-z]{16,64}$/;

/** `<|im_start|>`, `<<SYS>>`, DeepSeek's `<｜User｜>`, `<<<`; a mark of ours has three. */
const BRACKETS = /(?:[<＜﹤](?=[<＜﹤|｜¦]))|(?:[>＞﹥](?=[>＞﹥]))|(?:[|｜¦](?=[>＞﹥]))/gu;
const TOKENS =
  /([<[])(?=\/?(?:s|bos|eos|pad|unk|inst|sys|system|user|assistant|human|think|thinking|tool_calls?|tool_results?|function_calls?|available_tools|(?:start|end)_of_turn|begin_of_text|end_of_text)[>\]])/giu;
/** Two turns of the oldest templates: a line that begins with one of these words and a colon. */
const TURN =
  /^([^\S\n]*(?:[#*_>]+[^\S\n]*)?(?:system|assistant|human|user|developer|ai|model|tool))([^\S\n]*[*_]*[:：])/gimu;

/** @throws RangeError for a nonce that is none of ours */
export function checkNonce(nonce: string): void {
  if (!NONCE.test(nonce)) throw new RangeError("A nonce is 16 to 64 letters and digits.");
}

/** Text from outside between two lines that name it, clean of what is not seen and of anything like such a line. */
export function fence(name: string, text: string, nonce: string): string {
  return `<<<begin ${name} ${nonce}>>>\n${harmless(text, nonce)}\n<<<end ${name} ${nonce}>>>`;
}

/** The text as it may stand in a question: visible characters alone, no mark of ours, no token of a chat template. */
export function harmless(text: string, nonce: string): string {
  return withoutUnseen(text)
    .replace(new RegExp(nonce, "giu"), "[…]")
    .replace(BRACKETS, "$& ")
    .replace(TOKENS, "$1 ")
    .replace(TURN, "$1 $2");
}
