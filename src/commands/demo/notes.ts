import type { NoteThing } from "./thing.ts";

const note = (daysAgo: number, text: string, more: Partial<NoteThing> = {}): NoteThing => ({
  kind: "note",
  daysAgo,
  text,
  ...more,
});

/** Notes of the demo, long and short, from left and from right. */
export const NOTES: readonly NoteThing[] = [
  note(0.2, "A wall is a quiet room for loud things."),
  note(2, "Check the light in the back room at nine. The oak by the window throws the best shadow of the whole day.", {
    tags: ["studio"],
  }),
  note(4, "Buttermilk, dill, new potatoes, the good salt, two lemons", { tags: ["shopping"], board: "Kitchen" }),
  note(8, "الضوء الذي في آخر النفق قد يكون فانوس صديقٍ جاء يبحث عنك.", { tags: ["أمثال"] }),
  note(
    14,
    "Ideas for the long evening in November:\n\n1. Read the winter chapter aloud, everybody one page.\n2. Roast chestnuts, and count who finds the first bad one.\n3. Walk to the pier with lanterns, whatever the weather.\n4. Play the record that nobody admits to loving.",
    { tags: ["winter"] },
  ),
  note(22, "„Man sieht nur mit der Taschenlampe gut“, sagt das Kind und leuchtet unter das Bett.", {
    tags: ["gehört"],
  }),
  note(29, "Paint for the shed: three parts grey, one part sea.", { board: "Workshop" }),
  note(51, "春の海 終日のたり のたりかな", { tags: ["俳句"], note: "Buson. The sea that does nothing all day long." }),
  note(
    70,
    "Dear neighbour, the pears are ripe again and more than we can eat. The ladder leans against the shed. Take what you like, and leave the two highest for the blackbirds.",
    { tags: ["garden"] },
  ),
  note(110, "אור קטן מגרש הרבה חושך", { tags: ["פתגם"] }),
  note(145, "What if the index were the book?", { tags: ["writing", "ideas"] }),
  note(
    190,
    "Réunion de l’atelier, mardi 18 h. À faire avant : commander le papier de lin, aiguiser les deux massicots, retrouver la clé du grenier. Qui apporte le gâteau ?",
    { tags: ["atelier"], board: "Workshop" },
  ),
  note(260, "Tide table for the weekend walk: low water 06:40 and 19:05, so leave by five.", { board: "By the sea" }),
  note(318, "The kettle sings in E flat. Tune the guitar to it."),
  note(
    390,
    "Things that got better by being left alone: the bread, the hedge behind the house, the argument of last spring, the ash glaze, the book.",
    { tags: ["lists"] },
  ),
  note(
    470,
    "Żurek na Wielkanoc: zakwas nastawić pięć dni wcześniej, biała kiełbasa, chrzan, jajko. Nie spieszyć się.",
    {
      tags: ["przepis"],
      board: "Kitchen",
    },
  ),
  note(560, "Measure twice, cut once, sweep up, sit down.", { board: "Workshop" }),
  note(700, "First thing on this wall. Let us see what it becomes."),
];
