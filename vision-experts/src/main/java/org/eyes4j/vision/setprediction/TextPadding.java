package org.eyes4j.vision.setprediction;

import java.util.Arrays;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * The padding of OWL's texts, which costs as much as what is read: most have five tokens and are filled up to sixteen. CLIP's
 * text tower looks backwards only and takes its vector where the largest id stands, so what comes after changes nothing.
 */
final class TextPadding {
    private TextPadding() {}

    /** The rows without the columns that hold nothing but padding; as they are where a graph takes one length only. */
    static HubTokenizer.Batch without(HubTokenizer.Batch rows, TensorSpec ids) {
        boolean fixed = ids.rank() != 2 || ids.shape().get(1) > 0;
        int length = 0;
        for (int i = 0; i < rows.ids().length; i++) {
            length = Math.max(length, Math.max(lastRead(rows.attention()[i]), firstLargest(rows.ids()[i])) + 1);
        }
        return fixed || length >= rows.length()
                ? rows
                : new HubTokenizer.Batch(
                        cut(rows.ids(), length), cut(rows.attention(), length), cut(rows.types(), length));
    }

    private static int lastRead(long[] attention) {
        int last = attention.length - 1;
        while (last >= 0 && attention[last] == 0) {
            last--;
        }
        return last;
    }

    private static int firstLargest(long[] ids) {
        int largest = 0;
        for (int i = 1; i < ids.length; i++) {
            largest = ids[i] > ids[largest] ? i : largest;
        }
        return largest;
    }

    private static long[][] cut(long[][] rows, int length) {
        return Arrays.stream(rows).map(row -> Arrays.copyOf(row, length)).toArray(long[][]::new);
    }
}
