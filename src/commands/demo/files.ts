import { type FileThing, scene } from "./thing.ts";

const picture = (
  daysAgo: number,
  name: string,
  title: string,
  drawn: ReturnType<typeof scene>,
  more: Partial<FileThing> = {},
): FileThing => ({ kind: "file", daysAgo, name: `${name}.webp`, title, made: { by: "scene", scene: drawn }, ...more });

const TRACK = [
  [53.5461, 8.1093],
  [53.5498, 8.1171],
  [53.5534, 8.1262],
  [53.5561, 8.1408],
]
  .map(([lat, lon]) => `<trkpt lat="${lat}" lon="${lon}"/>`)
  .join("");

/** Files of the demo: pictures, papers, sounds and what else lies on a desk. */
export const FILES: readonly FileThing[] = [
  picture(0.5, "morning-over-the-bay", "Morning over the bay", scene("sea", "dawn", "tall", 31), {
    tags: ["sea", "light"],
    board: "By the sea",
  }),
  picture(2.5, "floor-of-the-old-baths", "Floor of the old baths", scene("tiles", "day", "square", 32), {
    tags: ["pattern"],
  }),
  picture(5, "three-bowls", "Three bowls, ash glaze", scene("bowls", "dawn", "wide", 33), {
    tags: ["clay"],
    board: "Workshop",
  }),
  {
    kind: "file",
    daysAgo: 7,
    name: "how-to-lay-a-fire.pdf",
    made: {
      by: "paper",
      paper: {
        title: "How to lay a fire",
        pages: [
          [
            "A good fire begins the day before, when the wood is brought in and stacked by the stove to lose the last of its damp.",
            "Lay two split logs side by side, a hand apart. Between them goes the kindling: dry spruce, as thin as a pencil, crossed like a fence so that air can pass.",
            "Two smaller logs go across the top. Light it from above. The fire works its way down, the smoke passes through the flame, and the glass stays clear.",
            "Leave the door ajar for three minutes, no longer. Then close it, open the air all the way, and do not touch anything until you hear it draw.",
          ],
          [
            "Ash is a good bed. Leave two fingers of it in the grate, and carry the rest to the roses, or keep it for the glaze.",
          ],
        ],
      },
    },
    tags: ["winter", "house"],
  },
  picture(10, "twig-in-october", "Twig in October", scene("leaves", "autumn", "tall", 34), { tags: ["trees"] }),
  {
    kind: "file",
    daysAgo: 13,
    name: "kettle-in-e-flat.wav",
    title: "The kettle, in E flat",
    made: { by: "chord", tonesHz: [155.56, 233.08, 311.13, 392, 466.16], seconds: 6 },
    tags: ["sound"],
  },
  picture(17, "ridge-walk", "Ridge walk, late", scene("mountains", "dusk", "wide", 35), { tags: ["walking"] }),
  {
    kind: "file",
    daysAgo: 25,
    name: "coast-path-day-4.gpx",
    title: "Coast path, day 4",
    made: {
      by: "text",
      text: `<?xml version="1.0"?><gpx version="1.1" creator="demo" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Coast path, day 4</name><trkseg>${TRACK}</trkseg></trk></gpx>`,
    },
    tags: ["walking"],
    board: "By the sea",
  },
  picture(38, "harbour-light", "Harbour light", scene("lighthouse", "night", "tall", 36), {
    tags: ["harbour", "light"],
    board: "By the sea",
  }),
  picture(64, "dunes-before-rain", "Dunes before rain", scene("dunes", "dawn", "broad", 37), { tags: ["sea"] }),
  {
    kind: "file",
    daysAgo: 85,
    name: "bread-log.csv",
    title: "Bread log",
    made: {
      by: "text",
      text: "date,flour,water,hours,verdict\n2026-01-04,400,380,18,dense and good\n2026-01-11,400,395,20,better\n2026-01-18,420,400,17,too hasty\n2026-01-25,400,390,22,the one\n",
    },
    tags: ["bread"],
    board: "Kitchen",
  },
  picture(120, "allotments", "Allotments from the tram", scene("city", "autumn", "wide", 38), { tags: ["city"] }),
  {
    kind: "file",
    daysAgo: 175,
    name: "winterbuch.pdf",
    made: {
      by: "paper",
      paper: {
        title: "Das Winterbuch",
        pages: [
          [
            "Im November wird das Haus kleiner. Man rückt zusammen, um den Ofen und um die Lampe, und die Zimmer am Rand gehören für ein paar Monate der Kälte.",
            "Es ist die Zeit der langen Suppen und der kurzen Wege. Wer jetzt aus dem Fenster sieht, sieht zuerst sich selbst und dann erst den Garten.",
            "Schreib auf, was du im Sommer gelernt hast, solange du es noch riechst.",
          ],
        ],
      },
    },
    tags: ["Winter"],
  },
  picture(225, "spruces", "Spruces, first snow missing", scene("forest", "night", "wide", 39), { tags: ["trees"] }),
  {
    kind: "file",
    daysAgo: 275,
    name: "music-box-test.wav",
    title: "Music box, first try",
    made: { by: "chord", tonesHz: [523.25, 659.25, 783.99, 987.77], seconds: 4 },
    tags: ["sound", "music"],
  },
  picture(335, "tea-bowls", "Tea bowls on the window sill", scene("bowls", "day", "broad", 40), { tags: ["clay"] }),
  picture(400, "quilt-plan", "Plan for the quilt", scene("tiles", "dusk", "tall", 41), { tags: ["pattern", "craft"] }),
  {
    kind: "file",
    daysAgo: 450,
    name: "seed-list.md",
    title: "Seed list",
    made: {
      by: "text",
      text: "# Seed list\n\n- Black krim tomato, from the neighbour, 2024\n- Runner bean, three sorts, mixed up for good\n- Sorrel, sows itself\n- Nasturtium, for the wall and for the salad\n",
    },
    tags: ["garden"],
    board: "Kitchen",
  },
  picture(540, "hills-in-haze", "Hills in haze", scene("mountains", "dawn", "square", 42), { tags: ["walking"] }),
  picture(590, "fern", "Fern, pressed", scene("leaves", "day", "square", 43), { tags: ["nature"] }),
  picture(660, "old-lamp-tower", "The old lamp tower", scene("lighthouse", "autumn", "wide", 44), {
    tags: ["harbour", "light"],
  }),
  picture(720, "moon-over-the-works", "Moon over the works", scene("city", "night", "tall", 45), { tags: ["city"] }),
];
