package org.eyes4j.vision.incontext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.picture.PlaneResize;
import org.eyes4j.vision.scene.SegmentMap;

/**
 * SegGPT from a repository: a picture, an example picture and the example's mask as a coloured picture go in, and a coloured
 * picture comes out, its lower half the answer. Thread-safe.
 */
public final class InContextModel {
    private static final String PIXELS = "pixel_values";
    private static final String EXAMPLE = "prompt_pixel_values";
    private static final String MASK = "prompt_masks";
    private static final String ANSWER = "pred_masks";
    /** Exported with {@code feature_ensemble}; the name is this project's, no hub export of the family is known. */
    private static final String ENSEMBLE = "model_feature_ensemble";

    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

    private final String name;
    private final OnnxModel graph;
    private final Optional<OnnxModel> ensemble;
    private final ImageProcessor pictures;
    private final ImageProcessor masks;
    private final List<Double> mean;
    private final List<Double> std;

    private InContextModel(
            String name,
            OnnxModel graph,
            Optional<OnnxModel> ensemble,
            ImageProcessor pictures,
            ImageProcessor masks,
            Parameters settings) {
        this.name = name;
        this.graph = graph;
        this.ensemble = ensemble;
        this.pictures = pictures;
        this.masks = masks;
        this.mean = settings.has("image_mean") ? settings.numbers("image_mean") : MEAN;
        this.std = settings.has("image_std") ? settings.numbers("image_std") : STD;
    }

    /**
     * The model of a repository. Nothing is loaded yet.
     *
     * @throws HubException if it is of another family, or a file is missing
     */
    public static InContextModel of(HubFiles files, OnnxEngine engine) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.SEGGPT) {
            throw new HubException(files.name() + ": expected model_type seggpt in config.json, found " + family.id());
        }
        Parameters settings = files.preprocessor();
        Map<String, Object> nearest = new LinkedHashMap<>(settings.values());
        nearest.put("resample", 0);
        String owner = files.name() + "/preprocessor_config.json";
        return new InContextModel(
                files.name(),
                // Of one example the ensemble is the same as the plain graph.
                engine.model(files.graph("model", ENSEMBLE)),
                files.hasGraph(ENSEMBLE) ? Optional.of(engine.model(files.graph(ENSEMBLE))) : Optional.empty(),
                ImageProcessors.read(files),
                ImageProcessors.read(owner, new Parameters(owner, nearest), "seggpt"),
                settings);
    }

    /** A picture, or an example's picture. */
    public Prepared picture(Raster picture) {
        return pictures.prepare(picture);
    }

    /**
     * An example's mask.
     *
     * @param classes of the example's pixels, 0 for none
     * @param labels how many classes there are besides none; without it the numbers themselves are grey levels
     */
    public Prepared mask(SegmentMap classes, OptionalInt labels) {
        byte[] rgb = new byte[classes.ids().length * 3];
        Palette palette = labels.isPresent() ? Palette.of(labels.getAsInt()) : null;
        int most = palette == null ? 255 : palette.labels();
        for (int i = 0; i < classes.ids().length; i++) {
            int id = classes.ids()[i];
            if (id < 0 || id > most) {
                throw new IllegalArgumentException("An example's classes are 0 to " + most + ", got " + id);
            }
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) (palette == null ? id : palette.level(id, c));
            }
        }
        return masks.prepare(new Raster(classes.width(), classes.height(), 3, rgb));
    }

    /** Whether several examples are looked at together, as {@code feature_ensemble} of the reference does. */
    public boolean ensembles() {
        return ensemble.isPresent();
    }

    /**
     * Runs the graph on one picture and several examples, whose features are averaged where they see the picture (SegGPT, section
     * 3.3). Every row answers for the picture; its makers take the first.
     *
     * @param pixels {@code [1, 3, height, width]}
     * @param examples {@code [examples, 3, height, width]}
     * @param masks likewise
     * @return {@code [examples, 3, 2 · height, width]}
     * @throws HubException if the repository has no graph for that
     */
    public Tensor together(Tensor pixels, Tensor examples, Tensor masks, Cancellation cancellation) {
        OnnxModel together = ensemble.orElseThrow(() -> new HubException(
                name + ": expected onnx/" + ENSEMBLE + ".onnx, an export with feature_ensemble, found none"));
        int count = examples.dim(0);
        Tensor repeated = Tensor.write(
                out -> {
                    for (int i = 0; i < count; i++) {
                        out.put(pixels.floats());
                    }
                },
                count,
                3,
                pixels.dim(2),
                pixels.dim(3));
        return run(together, repeated, examples, masks, cancellation);
    }

    /**
     * Runs the graph.
     *
     * @param pixels {@code [pictures, 3, height, width]}
     * @param example likewise, one for each picture
     * @param mask likewise
     * @return {@code [pictures, 3, 2 · height, width]}
     */
    public Tensor run(Tensor pixels, Tensor example, Tensor mask, Cancellation cancellation) {
        return run(graph, pixels, example, mask, cancellation);
    }

    private Tensor run(OnnxModel graph, Tensor pixels, Tensor example, Tensor mask, Cancellation cancellation) {
        Map<String, Tensor> known = Map.of(PIXELS, pixels, EXAMPLE, example, MASK, mask);
        List<String> inputs = graph.inputs().stream().map(TensorSpec::name).toList();
        List<String> outputs = graph.outputs().stream().map(TensorSpec::name).toList();
        if (inputs.size() != known.size() || !known.keySet().containsAll(inputs) || !outputs.contains(ANSWER)) {
            throw new HubException(name + ": expected " + graph.path().getFileName() + " to take " + PIXELS + ", "
                    + EXAMPLE + ", " + MASK + " and to give " + ANSWER + ", it takes " + inputs + " and gives "
                    + outputs);
        }
        return graph.run(known, List.of(ANSWER), cancellation).requireFinite().get(ANSWER);
    }

    /**
     * The classes of a picture's pixels.
     *
     * @param answer as {@link #run} gives it
     * @param labels as the mask was made with; without it grey levels 0–255 come back
     */
    public SegmentMap classes(Tensor answer, int picture, OptionalInt labels, int width, int height) {
        if (answer.shape().size() != 4 || answer.dim(1) != 3 || answer.dim(0) <= picture) {
            throw new HubException(name + ": expected " + ANSWER + " [pictures, 3, height, width] of at least "
                    + (picture + 1) + " pictures, found " + answer.shape());
        }
        int columns = answer.dim(3);
        int rows = answer.dim(2) - answer.dim(2) / 2;
        float[][] levels = painted(answer, picture);
        for (int c = 0; c < 3; c++) {
            levels[c] = PlaneResize.NEAREST.resize(levels[c], columns, rows, width, height);
        }
        int[] ids = new int[width * height];
        Palette palette = labels.isPresent() ? Palette.of(labels.getAsInt()) : null;
        for (int i = 0; i < ids.length; i++) {
            ids[i] = palette == null
                    ? (int) ((levels[0][i] + levels[1][i] + levels[2][i]) / 3)
                    : palette.nearest(levels[0][i], levels[1][i], levels[2][i]);
        }
        return new SegmentMap(width, height, ids);
    }

    /**
     * How near each class's pixels are painted to its colour, by class from 0: 1 is the very colour, 0 the opposite corner of
     * the colours' cube; 0 also for a class without pixels.
     */
    double[] certainty(Tensor answer, int picture, int labels) {
        float[][] levels = painted(answer, picture);
        Palette palette = Palette.of(labels);
        double[] sum = new double[labels + 1];
        int[] pixels = new int[labels + 1];
        for (int i = 0; i < levels[0].length; i++) {
            int label = palette.nearest(levels[0][i], levels[1][i], levels[2][i]);
            double distance = 0;
            for (int c = 0; c < 3; c++) {
                distance += Math.pow(levels[c][i] - palette.level(label, c), 2);
            }
            sum[label] += 1 - Math.sqrt(distance / 3) / 255;
            pixels[label]++;
        }
        for (int label = 0; label <= labels; label++) {
            sum[label] = pixels[label] == 0 ? 0 : sum[label] / pixels[label];
        }
        return sum;
    }

    /** The lower half of the answer in levels 0–255, a plane for each colour. */
    private float[][] painted(Tensor answer, int picture) {
        int columns = answer.dim(3);
        int upper = answer.dim(2) / 2;
        float[][] levels = new float[3][(answer.dim(2) - upper) * columns];
        for (int c = 0; c < 3; c++) {
            answer.floats().get(((picture * 3 + c) * answer.dim(2) + upper) * columns, levels[c]);
            float scale = std.get(c).floatValue();
            float shift = mean.get(c).floatValue();
            for (int i = 0; i < levels[c].length; i++) {
                levels[c][i] = Math.max(0, Math.min(255, (levels[c][i] * scale + shift) * 255));
            }
        }
        return levels;
    }
}
