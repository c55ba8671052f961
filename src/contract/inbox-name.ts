/** What an inbox is called until somebody renames it. The page says it in the language that is spoken. */
export const INBOX_NAME = "Inbox";
