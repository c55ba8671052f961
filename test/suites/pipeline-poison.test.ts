import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { dieAt, environmentOf, setEnvironment, succeed } from "../harness/doomed-wall.ts";
import { newWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const ARM = new URL("../harness/arm-in-fetch.ts", import.meta.url).href;

const readOf = (status: ShareStatus) => status.steps.find((step) => step.name === "read");

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(
    `a step that kills every process that works on it ends as poison after three children, and others go on (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t, { topology, workers: false, pages: { "/poison": article(), "/lamps": article() } });
      const poison = await wall.share({ url: wall.pages.at("/poison") });
      await wall.stop();
      await dieAt(wall, "in-fetch");
      assert.equal(wall.pages.asked("/poison"), 1);

      setEnvironment(t, { ...environmentOf(wall), NODE_OPTIONS: `--import=${ARM}` });
      await succeed(wall);
      const [ended, other] = await Promise.all([
        wall.ended(poison),
        wall.share({ url: wall.pages.at("/lamps") }).then((share) => wall.ended(share)),
      ]);
      assert.equal(wall.pages.asked("/poison"), 4, "once by the process that died of it, three times by children");
      const read = readOf(ended);
      assert.deepEqual([read?.state, read?.error?.code, read?.error?.retryable], ["failed", "poison", false]);
      assert.deepEqual([ended.status, ended.warnings.map(({ code }) => code)], ["completed", ["page-unread"]]);
      assert.deepEqual([other.status, other.warnings, readOf(other)?.state], ["completed", [], "done"]);
    },
  );

  test(
    `deaths of the whole process condemn nothing: each step is done alone, by the first that lives (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t, { topology, workers: false, pages: { "/lamps": article(), "/pilots": article() } });
      const shares = [
        await wall.share({ url: wall.pages.at("/lamps") }),
        await wall.share({ url: wall.pages.at("/pilots") }),
      ];
      await wall.stop();
      for (let death = 0; death < 2; death++) await dieAt(wall, "step-claimed");
      setEnvironment(t, environmentOf(wall));
      await succeed(wall);
      for (const share of shares) {
        const ended = await wall.ended(share);
        assert.deepEqual([ended.status, ended.warnings, readOf(ended)?.state], ["completed", [], "done"]);
      }
    },
  );
}
