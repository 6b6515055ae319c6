package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.vision.token.EncodedText;

/**
 * How much each box of one picture answers to each span of a caption: its likeliest token counts.
 *
 * @param ranges {@code [from, to)} in tokens, one for each span
 */
record SpanScores(TokenScores tokens, CentreBoxes places, List<int[]> ranges, PictureSize size) {
    SpanScores {
        ranges = List.copyOf(ranges);
    }

    /** The tokens that lie in each span of characters. */
    static List<int[]> tokenRanges(EncodedText text, List<int[]> spans) {
        List<int[]> ranges = new ArrayList<>();
        for (int[] span : spans) {
            int from = text.length();
            int to = 0;
            for (int token = 0; token < text.length(); token++) {
                int[] offset = text.offsets().get(token);
                if (text.special()[token] == 0 && offset[1] > span[0] && offset[0] < span[1]) {
                    from = Math.min(from, token);
                    to = token + 1;
                }
            }
            ranges.add(new int[] {Math.min(from, to), to});
        }
        return ranges;
    }

    int boxes() {
        return tokens.boxes();
    }

    double of(int box, int span) {
        return tokens.best(0, box, ranges.get(span)[0], ranges.get(span)[1]);
    }

    int bestSpan(int box) {
        return first(ranges.size(), span -> of(box, span));
    }

    int bestBox(int span) {
        return first(boxes(), box -> of(box, span));
    }

    /** The first of those that score most. */
    private static int first(int count, IntToDoubleFunction score) {
        int best = 0;
        double most = score.applyAsDouble(0);
        for (int i = 1; i < count; i++) {
            double here = score.applyAsDouble(i);
            if (here > most) {
                most = here;
                best = i;
            }
        }
        return best;
    }

    BoundingBox box(int box) {
        return places.corners(0, box, size);
    }
}
