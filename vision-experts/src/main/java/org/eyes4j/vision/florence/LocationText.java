package org.eyes4j.vision.florence;

import static org.eyes4j.vision.florence.LocationRuns.LOCATION;
import static org.eyes4j.vision.florence.LocationRuns.PART;
import static org.eyes4j.vision.florence.LocationRuns.bare;
import static org.eyes4j.vision.florence.LocationRuns.labelled;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.vision.florence.FlorenceItem.Shape;

/**
 * Reads generated texts with location tokens exactly as the reference does (transformers' Florence2PostProcessor): what does not
 * fit is passed over, a label may begin with a piece of a tag, and coordinates are cut to whole pixels. {@code SequenceCodec} reads
 * the same tokens, but refuses what is malformed, which a model's own text often is. Immutable and thread-safe.
 */
final class LocationText {
    /** More of a text than any model here generates. */
    private static final int MAX_LENGTH = 1 << 15;

    private static final int BINS = 1000;
    private static final Pattern BOX = pattern("<loc_(\\d+)>".repeat(4));
    private static final String END = "(?=<od>|</od>|<box>|</box>|<bbox>|</bbox>|<loc_";
    private static final Pattern PHRASE = pattern("^\\s*(.*?)" + END + ")");
    private static final Pattern PHRASE_OF_POLYGONS = pattern("^\\s*(.*?)" + END + "|<poly>)");
    private static final Pattern POLYGON_INSTANCE = pattern("<poly>(.*?)</poly>");

    private final Set<String> banned;

    /** @param banned phrases that ground nothing */
    LocationText(Set<String> banned) {
        this.banned = Set.copyOf(banned);
    }

    /** Python's {@code .} stops at line feeds only. */
    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNIX_LINES);
    }

    /**
     * What a text says about a picture.
     *
     * @param width of the picture
     * @param height of the picture
     */
    FlorenceAnswer read(String text, Answering answering, int width, int height) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A generated text has at most " + MAX_LENGTH + " characters, got " + text.length());
        }
        if (answering == Answering.PURE_TEXT) {
            return new FlorenceAnswer(
                    answering, PythonText.strip(text.replace("<s>", "").replace("</s>", "")), List.of());
        }
        Pixels pixels = new Pixels(width, height);
        String clean = text.replace("<s>", "").replace("</s>", "").replace("<pad>", "");
        List<FlorenceItem> items = switch (answering) {
            case PURE_TEXT -> List.of();
            case OCR -> quads(clean, pixels);
            case DESCRIPTION_WITH_BBOXES -> boxes(labelled(clean, LOCATION), Set.of(), pixels);
            case PHRASE_GROUNDING -> boxes(labelled(clean, LOCATION), banned, pixels);
            case BBOXES -> boxes(bare(clean, LOCATION), Set.of(), pixels);
            case POLYGONS -> polygons(bare(clean, PART), pixels);
            case DESCRIPTION_WITH_POLYGONS -> polygons(labelled(clean, PART), pixels);
            case DESCRIPTION_WITH_BBOXES_OR_POLYGONS ->
                clean.contains("<poly>")
                        ? polygons(labelled(clean, PART), pixels)
                        : boxes(labelled(clean, LOCATION), Set.of(), pixels);
        };
        return new FlorenceAnswer(answering, "", items);
    }

    /** From bins to pixels: the middle of a bin, in single precision, cut to a whole number. */
    private record Pixels(int width, int height) {
        List<Integer> of(List<String> bins) {
            List<Integer> pixels = new ArrayList<>();
            for (int i = 0; i < bins.size(); i++) {
                float perBin = (float) ((i % 2 == 0 ? width : height) / (double) BINS);
                pixels.add((int) ((Float.parseFloat(bins.get(i)) + 0.5f) * perBin));
            }
            return pixels;
        }
    }

    private static List<FlorenceItem> quads(String text, Pixels pixels) {
        return LocationRuns.quads(text).stream()
                .map(q -> new FlorenceItem(PythonText.strip(q.words()), Shape.QUAD, List.of(pixels.of(q.bins()))))
                .toList();
    }

    private static List<FlorenceItem> boxes(List<String> instances, Set<String> banned, Pixels pixels) {
        List<FlorenceItem> items = new ArrayList<>();
        instances.forEach(found -> {
            String instance = found.replaceFirst("<ground>", "").replaceFirst("<obj>", "");
            Matcher phrase = PHRASE.matcher(instance);
            if (!phrase.find()) {
                return;
            }
            String label = PythonText.strip(phrase.group());
            if (banned.contains(label)) {
                return;
            }
            BOX.matcher(instance)
                    .results()
                    .forEach(box -> items.add(new FlorenceItem(
                            PythonText.ascii(label), Shape.BOX, List.of(pixels.of(groups(box, 1, 4))))));
        });
        return items;
    }

    private static List<FlorenceItem> polygons(List<String> instances, Pixels pixels) {
        List<FlorenceItem> items = new ArrayList<>();
        instances.forEach(whole -> {
            String rest = whole.replaceFirst("^<loc_\\d+>", "");
            Matcher phrase = PHRASE_OF_POLYGONS.matcher(rest);
            if (!phrase.find()) {
                return;
            }
            String label = PythonText.strip(phrase.group());
            List<String> instance = whole.contains("<poly>") && whole.contains("</poly>")
                    ? POLYGON_INSTANCE
                            .matcher(whole)
                            .results()
                            .map(m -> m.group(1))
                            .toList()
                    : List.of(whole);
            for (String one : instance) {
                List<List<Integer>> polygons = LocationRuns.polygons(one).stream()
                        .map(bins -> pixels.of(bins.subList(0, bins.size() / 2 * 2)))
                        .toList();
                if (!polygons.isEmpty()) {
                    items.add(new FlorenceItem(label, Shape.POLYGONS, polygons));
                }
            }
        });
        return items;
    }

    private static List<String> groups(MatchResult match, int from, int to) {
        List<String> groups = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            groups.add(match.group(i));
        }
        return groups;
    }
}
