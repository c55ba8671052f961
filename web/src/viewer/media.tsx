import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemFile } from "../../../src/contract/items.ts";
import { words } from "../words/words.ts";
import { FileSheet } from "./file-sheet.tsx";

/** A song or a film with the browser's own player. It never begins by itself, and ends when it leaves the page. */
export function Media({ file, poster }: { file: ItemFile; poster: ItemFile | null }) {
  const player = useRef<HTMLMediaElement>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    const playing = player.current;
    return () => playing?.pause();
  }, []);
  if (isRefused) return <FileSheet file={file} why={words.value.files.notPlayable} />;
  const shared = {
    class: "reading-media",
    controls: true,
    preload: "metadata" as const,
    src: file.url,
    "aria-label": file.name ?? words.value.files.noName,
    onError: () => setRefused(true),
  };
  if (file.type.startsWith("audio/")) return <audio ref={player as preact.RefObject<HTMLAudioElement>} {...shared} />;
  return <video ref={player as preact.RefObject<HTMLVideoElement>} {...shared} poster={poster?.url} playsInline />;
}
