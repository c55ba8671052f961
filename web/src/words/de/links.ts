import type { links as english } from "../en/links.ts";

export const links: typeof english = {
  understood: (count) => `${count} Links`,
  save: (count) => `${count} Links speichern`,
  sending: (count) => `${count} Links werden gespeichert …`,
  more: (count) => (count === 1 ? "und noch einer" : `und ${count} weitere`),
  asOne: "Als eine Notiz",
  saved: (saved, before) => {
    const had = before === 0 ? "" : before === 1 ? " Einer war schon da." : ` ${before} waren schon da.`;
    if (saved === 0) return had.trim();
    return `${saved === 1 ? "Ein Link gespeichert." : `${saved} Links gespeichert.`}${had}`;
  },
  back: (count, why) =>
    count === 1
      ? `Ein Link wurde nicht angenommen und ist noch hier. ${why}`
      : `${count} Links wurden nicht angenommen und sind noch hier. ${why}`,
};
