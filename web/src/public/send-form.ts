/** Shows how far a form with files is on its way. Without this it is sent all the same, only silently. */
export function showProgress(form: HTMLFormElement): void {
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");
  if (!bar || !button) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!bar.hidden) return;
    bar.hidden = false;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = total > 0 ? loaded / total : 0;
    };
    // The server has sent us on to its thanks, or says on the page it answered what is wrong.
    request.onload = () => {
      if (request.status < 300) return location.assign(request.responseURL);
      const said = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".saying");
      const [title, why] = [said?.querySelector("h1"), said?.querySelector("p")];
      giveBack(`${title?.textContent ?? ""}: ${why?.textContent ?? ""}`);
    };
    // Let the browser say in its own way that there is no connection.
    request.onerror = () => form.submit();
    request.open("POST", form.action);
    request.send(new FormData(form));
  });

  function giveBack(why: string): void {
    if (bar) bar.hidden = true;
    if (button) button.disabled = false;
    const told = form.querySelector(".wrong") ?? document.createElement("p");
    told.className = "wrong";
    told.setAttribute("role", "alert");
    told.textContent = why;
    button?.before(told);
  }
}
