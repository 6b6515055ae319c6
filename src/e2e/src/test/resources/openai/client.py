"""Python's openai package, unmodified, against the server: BASE_URL PICTURE. Prints one JSON object of what came."""
import base64
import json
import sys

import openai

base, picture = sys.argv[1], sys.argv[2]
data = "data:image/png;base64," + base64.b64encode(open(picture, "rb").read()).decode()
client = openai.OpenAI(base_url=base, api_key="none", max_retries=0)
question = {
    "role": "user",
    "content": [
        {"type": "text", "text": "How many cats are there?"},
        {"type": "image_url", "image_url": {"url": data}},
    ],
}
out = {"models": [m.id for m in client.models.list()]}

chat = client.chat.completions.create(model="eyes4j-offline", messages=[question])
out["chat"] = chat.choices[0].message.content
out["evidence"] = chat.eyes4j["claims"][0]["status"]

text, usage = "", None
for chunk in client.chat.completions.create(
    model="eyes4j-offline", messages=[question], stream=True, stream_options={"include_usage": True}
):
    usage = chunk.usage or usage
    text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
out["streamed"] = text
out["usage"] = usage is not None

follow = client.chat.completions.create(
    model="eyes4j-offline",
    messages=[question, {"role": "assistant", "content": out["chat"]}, {"role": "user", "content": "Where is it?"}],
)
out["follow"] = [r["id"] for r in follow.eyes4j["regions"]]

response = client.responses.create(
    model="eyes4j-offline",
    input=[
        {
            "role": "user",
            "content": [
                {"type": "input_text", "text": "How many cats are there?"},
                {"type": "input_image", "image_url": data, "detail": "auto"},
            ],
        }
    ],
)
out["response"] = response.output_text
next_one = client.responses.create(model="eyes4j-offline", previous_response_id=response.id, input="Where is it?")
out["next"] = [r["id"] for r in next_one.eyes4j["regions"]]
with client.responses.stream(model="eyes4j-offline", previous_response_id=next_one.id, input="What colour is it?") as stream:
    for event in stream:
        pass
    out["response_streamed"] = stream.get_final_response().output_text

vectors = client.embeddings.create(model="minilm-l6-v2-q", input=["a cat", "a dog"])
out["vectors"] = [len(v.embedding) for v in vectors.data]

try:
    client.chat.completions.create(model="nothing", messages=[question])
except openai.NotFoundError as e:
    out["error"] = [e.status_code, e.body["type"], e.body["message"]]
print(json.dumps(out))
