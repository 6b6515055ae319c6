package org.eyes4j.tools.sequence;

import java.util.List;

/**
 * Regions into text and back. Two forms: pixels, for language models at large, and location tokens, for vision-language models
 * that have them in their vocabulary.
 *
 * <h2>Pixels</h2>
 *
 * <pre>
 * #r1 "dog" box(10,20,110,220)
 * "sign" quad(10,20 90,25 88,60 9,55)
 * "cup" polygon(10,20 30,20 30,40 | 15,22 20,22 20,30)
 * "person" box(5,5,60,170) points(nose 30,20 "left eye" 27,16)
 *
 * sequence = { region [ ";" ] }
 * region   = [ "#" id ] label shape { shape }            each kind of shape once
 * label    = text in double quotes with JSON's escapes | one bare word
 * shape    = "box" "(" x1 y1 x2 y2 ")" | "quad" "(" 4 points ")"
 *          | "polygon" "(" 3 or more points { "|" 3 or more points } ")"
 *          | "points" "(" name point { name point } ")"
 * </pre>
 *
 * Numbers are decimal ({@code 12}, {@code -3.5}; no exponents), at most 1,000,000 either way, and separated by spaces, commas or
 * both. Written numbers are rounded to the codec's decimals.
 *
 * <h2>Location tokens</h2>
 *
 * <pre>
 * dog&lt;loc_52&gt;&lt;loc_332&gt;&lt;loc_932&gt;&lt;loc_774&gt;
 * cup&lt;poly&gt;&lt;loc_1&gt;&lt;loc_2&gt;…&lt;sep&gt;…&lt;/poly&gt;
 * sign&lt;quad&gt;… 8 locations …&lt;/quad&gt;
 * person&lt;points&gt;nose&lt;loc_3&gt;&lt;loc_4&gt;left eye&lt;loc_5&gt;&lt;loc_6&gt;&lt;/points&gt;
 * </pre>
 *
 * Each side of the frame is cut into 1,000 bins (Chen et al., Pix2Seq, 2021); a coordinate is written as the bin that holds
 * it, x before y, and read as the middle of the bin (as Florence-2 does), so that it comes back within half a bin. What
 * lies outside the frame is written as the nearest bin. The label comes before its shapes; shapes without a label belong to the one
 * before, and a second shape of one kind begins another region of the same label. One {@link Unmarked kind} of shape has no marks around it.
 * {@code <s>}, {@code </s>} and {@code <pad>} between regions are passed over. In labels {@code <} is written {@code &lt;}, {@code &} is
 * {@code &amp;}, outer spaces and line ends are {@code &#32;} and the like, and an empty label after another is {@code &;}. Ids are not written.
 *
 * <p>Text is untrusted: reading is one pass, bounded by {@link SequenceLimits}, and whatever does not fit is a {@link SequenceException}
 * with its offset. Codecs are immutable and thread-safe.
 */
public sealed interface SequenceCodec permits PixelSequence, LocationSequence {
    /** The number of bins along each side of the frame in the location-token form. */
    int BINS = 1000;

    /** The pixel form with whole numbers. */
    static SequenceCodec pixels() {
        return pixels(0, SequenceLimits.DEFAULT);
    }

    /**
     * The pixel form.
     *
     * @param decimals 0–6 digits after the point
     */
    static SequenceCodec pixels(int decimals, SequenceLimits limits) {
        return new PixelSequence(decimals, limits);
    }

    /** The location-token form for a frame of this size in pixels, boxes unmarked. */
    static SequenceCodec locations(int width, int height) {
        return locations(width, height, Unmarked.BOXES, SequenceLimits.DEFAULT);
    }

    /** The location-token form for a frame of this size in pixels. */
    static SequenceCodec locations(int width, int height, Unmarked unmarked, SequenceLimits limits) {
        return new LocationSequence(width, height, unmarked, limits);
    }

    /** The regions as text, in their order. */
    String encode(List<SequenceRegion> regions);

    /**
     * The regions of a text; none for an empty one.
     *
     * @throws SequenceException if the text is not of this form or exceeds a limit
     */
    List<SequenceRegion> decode(String text);

    /** Which shape stands without marks in the location-token form: it depends on the task a model was asked to do. */
    enum Unmarked {
        /** Four locations: x1, y1, x2, y2 (detection). */
        BOXES,
        /** Eight locations: four corners (text with regions). */
        QUADS
    }
}
