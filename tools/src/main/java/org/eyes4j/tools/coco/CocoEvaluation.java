package org.eyes4j.tools.coco;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eyes4j.tools.coco.ImageMatches.Overlaps;
import org.eyes4j.tools.geometry.Mask;

/**
 * COCO's measure of detections (average precision and recall over ten IoU thresholds, 101 levels of recall, three sizes of objects, at most 1, 10
 * and 100 detections an image), equal to {@code COCOeval} of pycocotools. Where masks are compared a detection is as large as its mask;
 * pycocotools does the same for results without boxes, and takes the box's area where a result carries both. Immutable and thread-safe.
 */
public final class CocoEvaluation {
    private static final double[] THRESHOLDS = thresholds();
    private static final int AP50 = 0;
    private static final int AP75 = 5;
    private static final int[] LIMITS = {1, 10, 100};
    private static final int MOST = 100;
    private static final double[][] AREAS = {
        {0, 1e5 * 1e5}, {0, 32 * 32}, {32 * 32, 96 * 96}, {96 * 96, 1e5 * 1e5},
    };

    private final CocoTruth truth;
    private final Kind kind;

    /**
     * @param kind whether boxes or masks are compared
     */
    public CocoEvaluation(CocoTruth truth, Kind kind) {
        this.truth = truth;
        this.kind = kind;
    }

    /** What is compared. */
    public enum Kind {
        BBOX,
        SEGM
    }

    /**
     * Measures detections category by category.
     *
     * @throws CocoFormatException if a detection is of an unknown image or its mask of another size
     */
    public CocoScores evaluate(List<CocoObject> detections) {
        checkImages(detections);
        Map<Long, List<CocoObject>> objects = byCategory(truth.objects());
        Map<Long, List<CocoObject>> found = byCategory(detections);
        SortedMap<Long, Curves> categories = new TreeMap<>();
        for (long category : truth.categories().keySet()) {
            categories.put(
                    category,
                    curves(objects.getOrDefault(category, List.of()), found.getOrDefault(category, List.of())));
        }
        SortedMap<Long, CocoScores.ClassScore> perClass = new TreeMap<>();
        categories.forEach((category, curves) -> {
            Stream<PrecisionRecall> all = curves.byArea().get(0).stream();
            perClass.put(
                    category,
                    all.findFirst()
                            .map(p -> new CocoScores.ClassScore(p.meanPrecision(), p.meanPrecision(AP50)))
                            .orElse(new CocoScores.ClassScore(-1, -1)));
        });
        return new CocoScores(stats(categories.values()), perClass);
    }

    /** Measures detections whatever their category; only those of the truth's categories are taken. */
    public CocoScores evaluateClassAgnostic(List<CocoObject> detections) {
        checkImages(detections);
        return new CocoScores(
                stats(List.of(curves(inCategories(truth.objects()), inCategories(detections)))), new TreeMap<>());
    }

    /** Category by category, as pycocotools takes them, which decides ties. */
    private List<CocoObject> inCategories(List<CocoObject> objects) {
        Map<Long, List<CocoObject>> byCategory = byCategory(objects);
        return truth.categories().keySet().stream()
                .flatMap(c -> byCategory.getOrDefault(c, List.of()).stream())
                .toList();
    }

    private static Map<Long, List<CocoObject>> byCategory(List<CocoObject> objects) {
        return objects.stream().collect(Collectors.groupingBy(CocoObject::category));
    }

    private static Map<Long, List<CocoObject>> byImage(List<CocoObject> objects) {
        return objects.stream().collect(Collectors.groupingBy(CocoObject::image));
    }

    private void checkImages(List<CocoObject> detections) {
        detections.forEach(d -> CocoTruth.checkImage(truth.images(), d, "a detection"));
    }

    private static List<Double> stats(Collection<Curves> categories) {
        List<Double> stats = new ArrayList<>();
        stats.add(mean(categories, c -> c.byArea().get(0), PrecisionRecall::meanPrecision));
        stats.add(mean(categories, c -> c.byArea().get(0), p -> p.meanPrecision(AP50)));
        stats.add(mean(categories, c -> c.byArea().get(0), p -> p.meanPrecision(AP75)));
        for (int area = 1; area < AREAS.length; area++) {
            int range = area;
            stats.add(mean(categories, c -> c.byArea().get(range), PrecisionRecall::meanPrecision));
        }
        for (int i = 0; i < LIMITS.length; i++) {
            int limit = i;
            stats.add(mean(categories, c -> c.byLimit().get(limit), PrecisionRecall::meanRecall));
        }
        for (int area = 1; area < AREAS.length; area++) {
            int range = area;
            stats.add(mean(categories, c -> c.byArea().get(range), PrecisionRecall::meanRecall));
        }
        return stats;
    }

    /** The mean over the categories that have any object that counts. */
    private static double mean(
            Collection<Curves> categories,
            Function<Curves, Optional<PrecisionRecall>> which,
            ToDoubleFunction<PrecisionRecall> measure) {
        return categories.stream()
                .flatMap(c -> which.apply(c).stream())
                .mapToDouble(measure)
                .average()
                .orElse(-1);
    }

    private Curves curves(List<CocoObject> objects, List<CocoObject> detections) {
        Map<Long, List<CocoObject>> objectsByImage = byImage(objects);
        Map<Long, List<CocoObject>> detectionsByImage = byImage(detections);
        List<List<ImageMatches>> byArea = Stream.generate(() -> (List<ImageMatches>) new ArrayList<ImageMatches>())
                .limit(AREAS.length)
                .toList();
        truth.images().forEach((id, image) -> {
            List<CocoObject> real = objectsByImage.getOrDefault(id, List.of());
            List<CocoObject> found = sized(image, detectionsByImage.getOrDefault(id, List.of()));
            if (real.isEmpty() && found.isEmpty()) {
                return;
            }
            Overlaps overlaps = Overlaps.of(found, real, MOST, (d, g) -> iou(image, d, g));
            for (int area = 0; area < AREAS.length; area++) {
                byArea.get(area).add(ImageMatches.of(overlaps, THRESHOLDS, AREAS[area][0], AREAS[area][1]));
            }
        });
        return new Curves(
                byArea.stream().map(m -> curve(m, MOST)).toList(),
                IntStream.of(LIMITS)
                        .mapToObj(limit -> curve(byArea.get(0), limit))
                        .toList());
    }

    private static Optional<PrecisionRecall> curve(List<ImageMatches> matches, int limit) {
        return PrecisionRecall.of(matches.stream().map(m -> m.best(limit)).toList(), THRESHOLDS.length);
    }

    /** Detections with the size of what is compared: pycocotools does so for results that carry masks only. */
    private List<CocoObject> sized(CocoTruth.Image image, List<CocoObject> detections) {
        return kind == Kind.BBOX
                ? detections
                : detections.stream()
                        .map(d -> d.withArea(mask(image, d).area()))
                        .toList();
    }

    private double[][] iou(CocoTruth.Image image, List<CocoObject> detections, List<CocoObject> objects) {
        double[][] iou = new double[detections.size()][objects.size()];
        if (detections.isEmpty() || objects.isEmpty()) {
            return iou;
        }
        List<Mask> masks = kind == Kind.SEGM ? masks(image, objects) : List.of();
        List<Mask> found = kind == Kind.SEGM ? masks(image, detections) : List.of();
        for (int d = 0; d < iou.length; d++) {
            for (int g = 0; g < iou[d].length; g++) {
                boolean crowd = objects.get(g).crowd();
                if (kind == Kind.BBOX) {
                    iou[d][g] = detections.get(d).box().iou(objects.get(g).box(), crowd);
                } else {
                    iou[d][g] = crowd
                            ? found.get(d).iouCrowd(masks.get(g))
                            : found.get(d).iou(masks.get(g));
                }
            }
        }
        return iou;
    }

    private static List<Mask> masks(CocoTruth.Image image, List<CocoObject> objects) {
        return objects.stream().map(o -> mask(image, o)).toList();
    }

    private static Mask mask(CocoTruth.Image image, CocoObject object) {
        Segmentation segmentation = object.segmentation();
        return segmentation == null
                ? Mask.fromBox(image.width(), image.height(), object.box().toBoundingBox())
                : segmentation.toMask(image.width(), image.height());
    }

    /** 0.50, 0.55, … 0.95, with the very roundings of numpy's {@code linspace}. */
    private static double[] thresholds() {
        double[] thresholds = new double[10];
        double step = (0.95 - 0.5) / 9;
        for (int i = 0; i < 9; i++) {
            thresholds[i] = i * step + 0.5;
        }
        thresholds[9] = 0.95;
        return thresholds;
    }

    /**
     * One category, in every image; empty where no object counts.
     *
     * @param byArea for each range of areas, at most 100 detections an image
     * @param byLimit for each limit of detections an image, all areas
     */
    private record Curves(List<Optional<PrecisionRecall>> byArea, List<Optional<PrecisionRecall>> byLimit) {}
}
