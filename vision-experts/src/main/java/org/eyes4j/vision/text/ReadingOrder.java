package org.eyes4j.vision.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * Puts lines in the order a person reads them: columns of running text left to right, rows top to bottom, and within a
 * row left to right. Recursive cuts at white gaps (XY-cut, Nagy and Seth 1984); a picture is cut into columns only where
 * both sides look like running text, so that the two ends of a table's row stay together.
 */
final class ReadingOrder {
    private ReadingOrder() {}

    static <T> List<T> sort(List<T> lines, Function<T, BoundingBox> box) {
        List<T> ordered = new ArrayList<>();
        cut(new ArrayList<>(lines), box, ordered);
        return ordered;
    }

    private static <T> void cut(List<T> lines, Function<T, BoundingBox> box, List<T> ordered) {
        if (lines.size() <= 1) {
            ordered.addAll(lines);
            return;
        }
        double lineHeight =
                median(lines.stream().map(l -> box.apply(l).height()).sorted().toList());
        List<List<T>> columns =
                split(lines, l -> box.apply(l).x1(), l -> box.apply(l).x2(), lineHeight);
        if (columns.size() > 1 && columns.stream().allMatch(c -> isRunningText(c, box, lineHeight))) {
            columns.forEach(c -> cut(c, box, ordered));
            return;
        }
        List<List<T>> blocks =
                split(lines, l -> box.apply(l).y1(), l -> box.apply(l).y2(), 0);
        if (blocks.size() > 1) {
            blocks.forEach(b -> cut(b, box, ordered));
            return;
        }
        rows(lines, box).forEach(ordered::addAll);
    }

    /** Parts between gaps wider than a minimum along one axis, in order. */
    private static <T> List<List<T>> split(
            List<T> lines, Function<T, Double> from, Function<T, Double> to, double minimumGap) {
        List<T> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(from));
        List<List<T>> parts = new ArrayList<>();
        List<T> part = new ArrayList<>();
        double reached = Double.NEGATIVE_INFINITY;
        for (T line : sorted) {
            if (!part.isEmpty() && from.apply(line) > reached + minimumGap) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(line);
            reached = Math.max(reached, to.apply(line));
        }
        parts.add(part);
        return parts;
    }

    private static <T> boolean isRunningText(List<T> lines, Function<T, BoundingBox> box, double lineHeight) {
        double width =
                median(lines.stream().map(l -> box.apply(l).width()).sorted().toList());
        return lines.size() >= 2 && width > 6 * lineHeight;
    }

    /** Lines whose middles lie within half a line of each other stand in one row. */
    private static <T> List<List<T>> rows(List<T> lines, Function<T, BoundingBox> box) {
        List<T> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(l -> box.apply(l).centre().y()));
        List<List<T>> rows = new ArrayList<>();
        double middle = 0;
        double height = 0;
        for (T line : sorted) {
            BoundingBox b = box.apply(line);
            boolean same = !rows.isEmpty() && b.centre().y() - middle < 0.5 * Math.min(height, b.height());
            if (!same) {
                rows.add(new ArrayList<>());
                middle = b.centre().y();
                height = b.height();
            }
            rows.get(rows.size() - 1).add(line);
        }
        rows.forEach(
                row -> row.sort(Comparator.comparingDouble(l -> box.apply(l).x1())));
        return rows;
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
