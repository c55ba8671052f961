// Before anything is drawn: the look that was chosen in the settings, where it is not the system's. It stands outside the
// page's own script, which comes later, so that nobody sees the wrong look for a moment.
(() => {
  const GROUNDS = { light: "#f8f6f2", dark: "#0a0d12" };
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')];
  const own = bars.map((bar) => bar.content);
  const wear = () => {
    let look = null;
    try {
      look = localStorage.getItem("look");
    } catch {
      // A browser that keeps nothing looks as the system does.
    }
    const ground = GROUNDS[look];
    if (ground === undefined) delete document.documentElement.dataset.look;
    else document.documentElement.dataset.look = look;
    for (const [at, bar] of bars.entries()) bar.content = ground ?? own[at];
  };
  wear();
  // Chosen here, and in another window.
  addEventListener("look", wear);
  addEventListener("storage", wear);
})();
