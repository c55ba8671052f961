/** What a picture becomes: its measures, a preview without metadata, and a blur to show while that loads. */
export interface DerivedImage {
  readonly kind: "image";
  /** Pixels as shown, after the orientation of EXIF. */
  readonly width: number;
  readonly height: number;
  /** What the bytes really are, a MIME type. */
  readonly type: string;
  readonly preview: {
    readonly bytes: Uint8Array;
    readonly type: "image/webp";
    readonly width: number;
    readonly height: number;
  };
  /** A WebP 16 pixels wide, base64. */
  readonly placeholder: string;
}

export interface ImageFailure {
  readonly kind: "failure";
  readonly code: "image-not-readable" | "image-too-large";
  /** For the log only. */
  readonly reason: string;
}
