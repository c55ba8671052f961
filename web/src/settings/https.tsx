import { isPlainOverNetwork } from "./plain-connection.ts";
import { said } from "./said.ts";

/** What a plain connection keeps from people, and three ways to an encrypted one. */
export function HttpsSection() {
  const words = said.value.https;
  const port = location.port === "" ? "3000" : location.port;
  return (
    <>
      <p class="settings-lead">
        {isPlainOverNetwork() ? words.lead : location.protocol === "https:" ? words.fine : words.local}
      </p>
      {isPlainOverNetwork() && (
        <section class="settings-part">
          <h3>{words.missing}</h3>
          <ul class="settings-bullets">
            {words.lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="settings-part">
        <h3>{words.caddy}</h3>
        <p>{words.caddyHow}</p>
        <pre class="code">{`wall.example.org {\n  reverse_proxy 127.0.0.1:${port}\n}`}</pre>
      </section>
      <section class="settings-part">
        <h3>{words.tailscale}</h3>
        <p>{words.tailscaleHow}</p>
        <pre class="code">{`tailscale serve --bg ${port}`}</pre>
      </section>
      <section class="settings-part">
        <h3>{words.own}</h3>
        <p>{words.ownHow}</p>
      </section>
      <section class="settings-part">
        <p>{words.atLast}</p>
        <pre class="code">{"PUBLIC_URL=https://wall.example.org\nTRUST_PROXY=127.0.0.1"}</pre>
        <p class="quiet">{words.more}</p>
      </section>
    </>
  );
}
