import { type IAudioMetadata, parseFile } from "music-metadata";
import type { FileFacts } from "../../core/file-read.ts";
import { type Found, line, type Readable } from "./found.ts";
import { messageOf } from "./image.ts";
import { measureMp4 } from "./mp4-measures.ts";
import { previewsOf } from "./thumbnail.ts";

const LONGEST_SECONDS = 1_000 * 3_600;

/** Sound and film: how long, what it says of itself, its cover; of films the measures. A film's pictures are not looked at. */
export async function readAudioVideo({ path, type }: Readable): Promise<Found> {
  const isFilm = type.startsWith("video/");
  const { durationSeconds, ...size } = isFilm && /mp4|quicktime|m4v|3gpp/.test(type) ? await measureMp4(path) : {};
  let metadata: IAudioMetadata;
  try {
    metadata = await parseFile(path, { duration: true });
  } catch (error) {
    // A film of a kind that is not known here is no broken film.
    return {
      ...size,
      facts: lasting(durationSeconds),
      ...(isFilm ? {} : { problem: "file-broken" as const }),
      reason: messageOf(error),
    };
  }
  const { common, format } = metadata;
  const [cover] = common.picture ?? [];
  const pictures = cover ? await previewsOf(cover.data) : null;
  return {
    ...sizeOf(format.trackInfo),
    ...size,
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
