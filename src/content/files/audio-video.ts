import { type IAudioMetadata, parseFile } from "music-metadata";
import type { FileFacts } from "../../core/file-read.ts";
import { type Found, line, type Readable } from "./found.ts";
import { messageOf } from "./image.ts";
import { measureMp4 } from "./mp4-measures.ts";
import { previewsOf } from "./thumbnail.ts";

/** What music-metadata says of kinds that it does not read (MIDI, AMR): nothing is wrong with those. */
const NOT_KNOWN = new Set(["CouldNotDetermineFileTypeError", "UnsupportedFileTypeError"]);
const LONGEST_SECONDS = 1_000 * 3_600;

/** Sound and film: how long, what it says of itself, its cover; of films the measures. A film's pictures are not looked at. */
export async function readAudioVideo({ path, type }: Readable): Promise<Found> {
  const isFilm = type.startsWith("video/");
  const { durationSeconds, ...size } = isFilm && /mp4|quicktime|m4v|3gpp/.test(type) ? await measureMp4(path) : {};
  let metadata: IAudioMetadata;
  try {
    metadata = await parseFile(path, { duration: true });
  } catch (error) {
    const isBroken = !isFilm && !(error instanceof Error && NOT_KNOWN.has(error.name));
    return {
      ...size,
      facts: lasting(durationSeconds),
      ...(isBroken ? { problem: "file-broken" as const } : {}),
      reason: messageOf(error),
    };
  }
  const { common, format } = metadata;
  const [cover] = common.picture ?? [];
  const pictures = cover ? await previewsOf(cover.data) : null;
  const measured = { ...sizeOf(format.trackInfo), ...size };
  // Browsers record voices into containers made for films.
  const isVoice = isFilm && format.hasAudio === true && format.hasVideo !== true && measured.width === undefined;
  return {
    ...(isVoice ? { kind: "audio" as const, type: type.replace("video/", "audio/") } : {}),
    ...measured,
    facts: {
      ...line("title", common.title),
      ...line("author", common.artist),
      ...line("album", common.album),
      ...lasting(format.duration ?? durationSeconds),
    },
    text: [common.title, common.artist, common.album, common.genre?.join(", "), lyricsOf(metadata)]
      .filter(Boolean)
      .join("\n"),
    ...(pictures ? { pictures } : {}),
  };
}

function lasting(seconds: number | undefined): FileFacts {
  const isLength = seconds !== undefined && Number.isFinite(seconds) && seconds > 0 && seconds < LONGEST_SECONDS;
  return isLength ? { durationSeconds: Math.round(seconds * 100) / 100 } : {};
}

function lyricsOf({ common }: IAudioMetadata): string {
  return (common.lyrics ?? []).flatMap(({ text }) => text ?? []).join("\n");
}

/** Of Matroska and WebM. */
function sizeOf(tracks: IAudioMetadata["format"]["trackInfo"]): { width?: number; height?: number } {
  const video = tracks.find((track) => track.video)?.video;
  const [width, height] = [video?.displayWidth ?? video?.pixelWidth, video?.displayHeight ?? video?.pixelHeight];
  return isSide(width) && isSide(height) ? { width, height } : {};
}

function isSide(pixels: number | undefined): pixels is number {
  return pixels !== undefined && Number.isInteger(pixels) && pixels > 0 && pixels < 100_000;
}
