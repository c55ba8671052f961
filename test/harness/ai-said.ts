/** What the stand-in for a model says of the ferry's new quay, as the schema wants it. */
export const SAID = {
  title: "A new quay for the ferry",
  description: "The ferry to Rossmar has a new quay of oak.",
  summary: "The ferry to Rossmar sails from a new quay. Seven oak posts carry it.",
  tags: ["ferry", "harbour"],
  category: "news",
  sentiment: "positive",
  key_topics: ["quay", "oak posts"],
  confidence: 0.9,
  language: "en",
  image_text: "",
  entities: ["Rossmar"],
};
