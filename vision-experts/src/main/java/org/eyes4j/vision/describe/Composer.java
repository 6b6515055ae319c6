package org.eyes4j.vision.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/**
 * Sentences out of findings. The same findings give the same words.
 *
 * @param frame the picture; all findings are in its pixels
 * @param things what was detected, if anything looked
 * @param lines what was read, if anything looked; in reading order
 * @param colours colour names with their shares, if anything looked
 */
record Composer(
        Frame frame,
        Optional<Value.Detections> things,
        Optional<Value.Detections> lines,
        Optional<Value.Classification> colours) {
    static final String LABEL = "Composed from detections and text, not from a captioning model: ";

    private static final int MOST_PLACED = 12;
    private static final int MOST_IN_ORDER = 6;
    private static final int MOST_INSIDE = 4;
    private static final int MOST_LINES = 12;
    private static final int MOST_CHARACTERS = 160;
    /** Findings less sure than this are told as such. */
    private static final double SURE = 0.5;
    /** A box that lies so far within another is inside it. */
    private static final double INSIDE = 0.9;

    String text() {
        List<String> sentences = new ArrayList<>();
        sentences.add(picture());
        things.ifPresent(found -> things(found, sentences));
        lines.ifPresent(found -> sentences.add(lines(found.regions())));
        return LABEL + String.join(" ", sentences);
    }

    private String picture() {
        double ratio = (double) frame.width() / frame.height();
        String shape = ratio > 1.1 ? "A wide picture" : ratio < 0.9 ? "A tall picture" : "A square picture";
        String size = shape + " of " + frame.width() + " x " + frame.height() + " pixels";
        List<String> names = colours.stream()
                .flatMap(c -> c.entries().stream())
                .map(Value.Classification.Entry::label)
                .toList();
        if (names.isEmpty()) {
            return size + ".";
        }
        return size + ", mostly " + names.get(0)
                + (names.size() == 1 ? "" : ", with " + Nouns.list(names.subList(1, names.size()))) + ".";
    }

    private void things(Value.Detections found, List<String> sentences) {
        List<Region> regions = found.regions().stream()
                .sorted(Comparator.comparingDouble(Region::area).reversed())
                .toList();
        Optional<Search> search = Optional.ofNullable(found.search());
        if (regions.isEmpty()) {
            sentences.add("No things were found"
                    + search.map(s -> " by " + s.model() + " with a score of " + s.threshold() + " or more")
                            .orElse("")
                    + ".");
            return;
        }
        if (regions.size() == 1) {
            boolean sure = regions.get(0).score() >= SURE;
            sentences.add((sure ? "There is " : "There may be ") + placed(regions.get(0), "") + ".");
        } else {
            sentences.add("There are " + counts(regions) + ": " + places(regions) + ".");
        }
        order(regions).ifPresent(sentences::add);
        sentences.addAll(inside(regions));
        search.filter(Search::closedVocabulary)
                .ifPresent(s -> sentences.add(
                        "Only things that " + s.model() + " has a label for were looked for; there may be others."));
    }

    private static String counts(List<Region> regions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        regions.forEach(r -> counts.merge(r.label(), 1, Integer::sum));
        return Nouns.list(counts.entrySet().stream()
                .map(e -> e.getValue() == 1 ? Nouns.one(e.getKey()) : Nouns.counted(e.getValue(), e.getKey()))
                .toList());
    }

    private String places(List<Region> regions) {
        List<String> parts = regions.stream()
                .limit(MOST_PLACED)
                .map(r -> placed(r, r.score() < SURE ? "perhaps " : ""))
                .toList();
        return regions.size() > MOST_PLACED ? "the largest are " + Nouns.list(parts) : Nouns.list(parts);
    }

    private String placed(Region region, String perhaps) {
        return perhaps + Nouns.one(region.label()) + " " + Place.of(region.box(), frame);
    }

    /** Left to right, or top to bottom, where all stand clear of each other that way. */
    private static Optional<String> order(List<Region> regions) {
        if (regions.size() < 2 || regions.size() > MOST_IN_ORDER) {
            return Optional.empty();
        }
        List<Region> across = sorted(regions, true);
        if (clear(across, true)) {
            return Optional.of("From left to right: " + labels(across) + ".");
        }
        List<Region> down = sorted(regions, false);
        return clear(down, false) ? Optional.of("From top to bottom: " + labels(down) + ".") : Optional.empty();
    }

    private static List<Region> sorted(List<Region> regions, boolean across) {
        return regions.stream()
                .sorted(Comparator.comparingDouble(r -> middle(r.box(), across)))
                .toList();
    }

    private static boolean clear(List<Region> sorted, boolean across) {
        for (int i = 1; i < sorted.size(); i++) {
            BoundingBox a = sorted.get(i - 1).box();
            BoundingBox b = sorted.get(i).box();
            double size = across ? Math.min(a.width(), b.width()) : Math.min(a.height(), b.height());
            if (middle(b, across) - middle(a, across) < size / 2) {
                return false;
            }
        }
        return true;
    }

    private static double middle(BoundingBox box, boolean across) {
        return across ? box.centre().x() : box.centre().y();
    }

    private static String labels(List<Region> regions) {
        return Nouns.list(regions.stream().map(Region::label).toList());
    }

    /** "The cup is within the bounds of the dining table": what boxes can say, and no more. */
    private static List<String> inside(List<Region> regions) {
        List<String> sentences = new ArrayList<>();
        for (Region inner : regions) {
            for (Region outer : regions) {
                boolean within = inner != outer
                        && inner.box().area() < outer.box().area()
                        && !inner.label().equals(outer.label())
                        && inner.box().intersectionArea(outer.box())
                                >= INSIDE * inner.box().area();
                if (within && sentences.size() < MOST_INSIDE) {
                    sentences.add(capital(Nouns.one(inner.label())) + " is within the bounds of "
                            + Nouns.one(outer.label()) + ".");
                    break;
                }
            }
        }
        return sentences.stream().distinct().toList();
    }

    private String lines(List<Region> regions) {
        List<String> read = new ArrayList<>();
        for (Region line : regions) {
            String text = Optional.ofNullable(line.text()).orElse("").strip().replaceAll("\\s+", " ");
            if (!text.isEmpty()) {
                read.add("\"" + shortened(text) + "\" " + Place.of(line.box(), frame));
            }
        }
        if (read.isEmpty()) {
            return "No text was read.";
        }
        int more = read.size() - MOST_LINES;
        return "Text: " + String.join(", ", read.subList(0, Math.min(read.size(), MOST_LINES)))
                + (more > 0 ? ", and " + Nouns.counted(more, "line") + " more" : "") + ".";
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
