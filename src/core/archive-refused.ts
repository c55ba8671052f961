/** An archive that is not what it should be, by one sentence for the person who brought it. */
export class ArchiveRefused extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "ArchiveRefused";
  }
}
