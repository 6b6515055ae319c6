// npm's openai package, unmodified, against the server: BASE_URL PICTURE. Prints one JSON object of what came.
import { readFileSync } from "node:fs";
import OpenAI from "openai";

const [base, picture] = process.argv.slice(2);
const data = "data:image/png;base64," + readFileSync(picture).toString("base64");
const client = new OpenAI({ baseURL: base, apiKey: "none", maxRetries: 0 });
const question = {
  role: "user",
  content: [
    { type: "text", text: "How many cats are there?" },
    { type: "image_url", image_url: { url: data } },
  ],
};
const out = { models: [] };
for await (const model of client.models.list()) out.models.push(model.id);

const chat = await client.chat.completions.create({ model: "eyes4j-offline", messages: [question] });
out.chat = chat.choices[0].message.content;
out.evidence = chat.eyes4j.claims[0].status;

out.streamed = "";
out.usage = false;
const stream = await client.chat.completions.create({
  model: "eyes4j-offline",
  messages: [question],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  out.streamed += chunk.choices[0]?.delta?.content ?? "";
  out.usage ||= Boolean(chunk.usage);
}

const follow = await client.chat.completions.create({
  model: "eyes4j-offline",
  messages: [question, { role: "assistant", content: out.chat }, { role: "user", content: "Where is it?" }],
});
out.follow = follow.eyes4j.regions.map((r) => r.id);

const response = await client.responses.create({
  model: "eyes4j-offline",
  input: [
    {
      role: "user",
      content: [
        { type: "input_text", text: "How many cats are there?" },
        { type: "input_image", image_url: data, detail: "auto" },
      ],
    },
  ],
});
out.response = response.output_text;
const next = await client.responses.create({
  model: "eyes4j-offline",
  previous_response_id: response.id,
  input: "Where is it?",
});
out.next = next.eyes4j.regions.map((r) => r.id);
const streamed = client.responses.stream({
  model: "eyes4j-offline",
  previous_response_id: next.id,
  input: "What colour is it?",
});
out.response_streamed = (await streamed.finalResponse()).output_text;

const vectors = await client.embeddings.create({ model: "minilm-l6-v2-q", input: ["a cat", "a dog"] });
out.vectors = vectors.data.map((v) => v.embedding.length);

try {
  await client.chat.completions.create({ model: "nothing", messages: [question] });
} catch (e) {
  out.error = [e.status, e.type, e.message];
}
console.log(JSON.stringify(out));
