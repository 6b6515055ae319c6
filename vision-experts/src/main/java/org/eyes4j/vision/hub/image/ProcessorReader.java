package org.eyes4j.vision.hub.image;

import java.util.List;
import java.util.Optional;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.picture.PillowFilter;
import org.eyes4j.vision.picture.Resampler;
import org.eyes4j.vision.picture.TriangleFilter;

/**
 * Makes a processor of its settings.
 *
 * @param name of the repository and processor, for messages
 * @param rules of the processor's class, which a repository cannot change
 * @param settings the class's defaults under the repository's own
 * @param approximate whether pictures may be resized faster than the reference does it, and a little otherwise
 */
record ProcessorReader(String name, Parameters rules, Parameters settings, boolean approximate) {

    /**
     * The same, faster.
     *
     * @throws HubException if this processor has no faster way
     */
    ProcessorReader approximately() {
        if (!List.of("pillow", "torchvision", "patches").contains(path())) {
            throw new HubException(
                    name + " resizes pictures in one way only: take preprocess.resize out of the manifest");
        }
        return new ProcessorReader(name, rules, settings, true);
    }

    /** What all processors do at last: levels to numbers. */
    private record Normal(double factor, List<Double> mean, List<Double> deviation) {}

    /**
     * The processor of whole pictures.
     *
     * @throws HubException if the settings are impossible
     */
    ImageProcessor read() {
        try {
            return whole();
        } catch (IllegalArgumentException e) {
            throw new HubException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The processor of people's boxes.
     *
     * @throws HubException if the settings are impossible or of a processor of whole pictures
     */
    PersonCrops crops() {
        try {
            if (!path().equals("boxes") || !settings.flag("do_affine_transform", true)) {
                throw new HubException(name + ": expected a processor that cuts people out by their boxes, as"
                        + " VitPoseImageProcessor with do_affine_transform");
            }
            Normal normal = normal();
            double unit = settings.number("normalize_factor", 200);
            Extent size = size().orElseThrow().extent();
            if (!(unit > 0) || size.width() < 2 || size.height() < 2) {
                throw new HubException(name + ": expected a normalize_factor above 0 and at least 2 x 2 pixels, found "
                        + unit + " and " + size);
            }
            return new PersonCrops(size, unit, Levels.numpy(normal.factor, normal.mean, normal.deviation));
        } catch (IllegalArgumentException e) {
            throw new HubException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The processor of tiles.
     *
     * @throws HubException if the settings are impossible or of a processor of whole pictures
     */
    TileProcessor tiles() {
        try {
            if (!path().equals("tiles")) {
                throw new HubException(
                        name + ": expected a processor that cuts pictures into tiles, as Idefics3ImageProcessor");
            }
            Normal normal = normal();
            SizeWords tile = SizeWords.read(name, settings, "max_image_size", true, 0)
                    .orElseThrow(() -> new HubException(name + ": expected `max_image_size`, found none"));
            return new TileProcessor(
                    name,
                    settings.flag("do_resize", true) ? size() : Optional.empty(),
                    tile.edge(tile.has("longest_edge") ? "longest_edge" : "height"),
                    settings.flag("do_image_splitting", true),
                    PillowFilter.ofCode(settings.integer("resample", 1)),
                    Levels.numpy(normal.factor, normal.mean, normal.deviation));
        } catch (IllegalArgumentException e) {
            throw new HubException(String.valueOf(e.getMessage()), e);
        }
    }

    private ImageProcessor whole() {
        Normal normal = normal();
        Optional<SizeWords> size = settings.flag("do_resize", true) ? size() : Optional.empty();
        if (path().equals("boxes")) {
            throw new HubException(name + " cuts people out by their boxes, and whole pictures were given to it");
        }
        if (path().equals("tiles")) {
            throw new HubException(name + " cuts pictures into tiles, and one for whole pictures was expected");
        }
        if (path().equals("owlv2")) {
            return new SquareProcessor(
                    name,
                    size.map(SizeWords::extent),
                    settings.flag("do_rescale", true),
                    settings.flag("do_pad", true),
                    // The reference takes its filter's number for whether to blur.
                    settings.integer("resample", 2) != 0,
                    normal.factor,
                    normal.mean,
                    normal.deviation);
        }
        if (path().equals("patches")) {
            return new PatchProcessor(
                    name,
                    settings.flag("do_resize", true),
                    resampler(),
                    Levels.numpy(normal.factor, normal.mean, normal.deviation),
                    positive("patch_size"),
                    positive("max_num_patches"));
        }
        boolean torch = path().equals("torchvision");
        return new RasterProcessor(new Recipe(
                name,
                size.map(this::rule),
                resampler(),
                crop(),
                torch
                        ? Levels.torch(normal.factor, normal.mean, normal.deviation)
                        : Levels.numpy(normal.factor, normal.mean, normal.deviation),
                padding()));
    }

    /** The faster way looks at as many pixels as Pillow's bilinear filter, for every filter but that of the nearest pixel. */
    private Resampler resampler() {
        PillowFilter filter = PillowFilter.ofCode(settings.integer("resample", 2));
        if (approximate && filter != PillowFilter.NEAREST) {
            return new TriangleFilter();
        }
        return path().equals("torchvision") ? filter.torchvision() : filter;
    }

    private String path() {
        return rules.text("path", "pillow");
    }

    private Normal normal() {
        double factor = settings.flag("do_rescale", true) ? settings.number("rescale_factor", 1 / 255.0) : 1;
        boolean wanted = settings.flag("do_normalize", true);
        Normal normal = new Normal(
                factor, wanted ? channels("image_mean") : List.of(), wanted ? channels("image_std") : List.of());
        if (normal.deviation.contains(0.0)) {
            throw new HubException(name + ": no image_std may be 0, found " + normal.deviation);
        }
        return normal;
    }

    private Optional<SizeWords> size() {
        return SizeWords.read(
                name, settings, "size", settings.flag("default_to_square", true), settings.integer("max_size", 0));
    }

    private Optional<Extent> fixed(String key) {
        return SizeWords.read(name, settings, key, true, 0).map(SizeWords::extent);
    }

    private ResizeRule rule(SizeWords size) {
        return switch (rules.text("rule", "")) {
            case "longest" -> ResizeRule.longest(size.edge("longest_edge"));
            case "multiple" ->
                ResizeRule.multiples(
                        size.edge("width"),
                        size.edge("height"),
                        settings.flag("keep_aspect_ratio", false),
                        positive("ensure_multiple_of"));
            case "divisor" ->
                settings.integer("size_divisor", 0) > 0
                        ? size.rule().roundedUpTo(positive("size_divisor"))
                        : size.rule();
            case "yolos" ->
                size.has("shortest_edge", "longest_edge")
                        ? ResizeRule.shortestWithinSixteens(size.edge("shortest_edge"), size.edge("longest_edge"))
                        : size.rule();
            default -> size.rule();
        };
    }

    private Optional<Extent> crop() {
        return settings.flag("do_center_crop", false) && rules.flag("crops", true)
                ? fixed("crop_size")
                : Optional.empty();
    }

    private Padding padding() {
        if (!settings.flag("do_pad", false) && !rules.flag("always_pad", false)) {
            return Padding.NONE;
        }
        return switch (rules.text("padding", "end")) {
            case "none" -> Padding.NONE;
            case "mask" -> new Padding(Padding.Kind.END_WITH_MASK, fixed("pad_size"), 1);
            case "centre" ->
                settings.has("size_divisor")
                        ? new Padding(Padding.Kind.CENTRE, Optional.empty(), positive("size_divisor"))
                        : Padding.NONE;
            default -> new Padding(Padding.Kind.END, fixed("pad_size"), 1);
        };
    }

    private int positive(String key) {
        int value = settings.integer(key, 1);
        if (value < 1 || value > SizeWords.MAX_EDGE) {
            throw new HubException(name + ": expected a whole number from 1 to " + SizeWords.MAX_EDGE + " at `" + key
                    + "`, found " + value);
        }
        return value;
    }

    private List<Double> channels(String key) {
        if (settings.values().get(key) instanceof Number one) {
            double value = one.doubleValue();
            return List.of(value, value, value);
        }
        List<Double> values = settings.numbers(key);
        if (values.size() != 3) {
            throw new HubException(name + ": expected three numbers at `" + key + "`, one a channel, found " + values);
        }
        return values;
    }
}
