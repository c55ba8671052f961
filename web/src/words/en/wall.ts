import { figures, things } from "./figures.ts";

/** The wall, the bar above it and the strips over both. */
export const wall = {
  skip: "To the wall",
  home: "Digital Wall, to the inbox",
  walls: "Walls",
  newWall: "New wall…",
  nameOfNew: "Name of the new wall",
  nameOfWall: "Name of the wall",
  search: "Search",
  you: "You",
  account: (name: string) => `Account: ${name}`,
  owner: "Owner of this wall",
  signOut: "Sign out",
  loading: "Loading the wall",
  arrivals: (count: number) => `${count === 1 ? "1 new thing" : `${figures(count)} new things`} at the top`,
  arrived: (title: string) => `New on the wall: ${title}`,
  manyArrived: (count: number) => `${things(count)} new on the wall`,
  goingToEnd: (count: number) => `On the way to the end, ${things(count)} so far`,
  notLoaded: "This wall could not be loaded.",
  restNotLoaded: "The rest could not be loaded.",
  offline: "Offline.",
  noAnswer: "No answer from the wall. Trying again.",
  wallAsAt: (time: string) => `The wall is as it was at ${time}.`,
  restAsAt: (time: string) => `The rest is as it was at ${time}.`,
  newVersion: "A new version is ready.",
  takeOver: "Reload",
};
