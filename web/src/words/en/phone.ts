/** What the page for phones and browsers says. */
export const phone = {
  toWall: "To the wall",
  intro: "A few doors into this wall, each set up once.",
  copy: "Copy",
  copied: "Copied",

  iphone: "iPhone and iPad",
  iphoneWhy: "A shortcut puts this wall into the share sheet of every app.",
  makeKey: "Make a key for the phone",
  makingKey: "Making it…",
  keyName: "iPhone",
  keyFor: "This key may add things and read nothing. It is shown this once; in the list of keys you can take it back.",
  scan: "Point the phone’s camera at this. It opens this page there, with the key, ready to copy.",
  qrLabel: "A code that opens this page with the key on your phone",
  given: "This key came with the code you scanned. Use it only if the code was on your own screen.",
  steps: [
    "Open the app Shortcuts, press +, and call the new shortcut “Share to wall”.",
    "Under its i, turn on “Show in Share Sheet”. Let it take links, text and Safari web pages.",
    "Add the action “Get Contents of URL”, open its details and fill in what stands below.",
    "Press Done. From now on: Share, then “Share to wall”.",
  ],
  url: "URL",
  method: "Method",
  headerName: "Header, name",
  headerValue: "Header, value",
  body: "Request body",
  bodyForm: "Form",
  fieldName: "Field, as Text: key",
  fieldValue: "Field, as Text: value",
  shortcutInput: "Shortcut Input",
  filesToo:
    "For photos and files make a second one the same way, with one field of the type File: key files, value Shortcut Input.",
  keyMissing: "Make the key first; it goes where the dots are.",

  loopback:
    "This address leads to the machine you are sitting at: a phone cannot reach it. Start the wall where the phone can find it, best with https, and open this page there. docs/https.md in the folder of the program has three ways.",
  plain:
    "This address is plain http. It works in this network, but whoever is in it can read the key, and phones neither install the page nor keep it offline. docs/https.md in the folder of the program has three ways to https.",

  install: "Android and desktop",
  installWhy: "Installed, the wall is in the share sheet and keeps what you share offline.",
  installSteps: [
    "Open this wall in Chrome, Edge or Samsung Internet.",
    "Open the browser’s menu and choose “Install” or “Add to home screen”.",
    "From any app: Share, then Digital Wall.",
  ],

  anyBrowser: "In any browser",
  anyBrowserWhy:
    "Drag this button into the bookmarks bar. On any page, press it: the wall opens, shows what it is about to save, and saves on your tap.",
  bookmarklet: "Save to my wall",
  dragIt: "Drag it into the bookmarks bar, or copy it and paste it as the address of a new bookmark.",
  copyBookmarklet: "Copy it instead",

  extension: "Browser extension",
  extensionWhy:
    "It saves the page as you see it, behind a sign-in too, shows what you have already, and waits when the wall is away.",
  extensionSteps: [
    "In the folder of the program run npm run build:extension. It makes the folder dist/extension.",
    "Chrome, Edge: open chrome://extensions, turn on developer mode, press “Load unpacked” and choose that folder. Firefox: open about:debugging, “This Firefox”, “Load Temporary Add-on”, and choose manifest.json in it.",
    "Open the extension’s settings and give it this address and a key.",
  ],
  address: "Address",
  key: "Key",
  makeExtensionKey: "Make a key for the extension",
  extensionKeyName: "Browser extension",
  extensionKeyFor: "This key may add things and look whether they are saved. It is shown this once.",
};
