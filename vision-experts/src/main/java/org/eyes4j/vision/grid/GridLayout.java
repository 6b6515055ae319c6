package org.eyes4j.vision.grid;

import java.util.List;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * How an export lays its rows out.
 *
 * @param form what stands where in a row
 * @param channelsFirst {@code [1, row, cells]} rather than {@code [1, cells, row]}
 * @param cells how many rows there are
 * @param row numbers of a row
 */
record GridLayout(Form form, boolean channelsFirst, int cells, int row) {
    /** What stands in a row. */
    enum Form {
        /** Centre, size, a score for each class, then the rest: YOLOv8, v9, 11, 12. */
        SCORES(4),
        /** Centre, size, how sure there is a thing at all, scores, then the rest: YOLOv5, v7. */
        OBJECTNESS(5),
        /** Corners, score, class, then the rest, best first and suppressed already: YOLOv10 and end-to-end exports. */
        CHOSEN(6);

        private final int head;

        Form(int head) {
            this.head = head;
        }
    }

    /**
     * The layout of an output.
     *
     * @param classes how many classes the model names
     * @param rest numbers a row has beside box and scores: mask coefficients, key points
     * @param width of the model's input
     * @param height of the model's input
     * @throws HubException if it is none of those known
     */
    static GridLayout of(String model, Tensor output, int classes, int rest, int width, int height) {
        List<Long> shape = output.shape();
        if (shape.size() == 3 && shape.get(0) == 1) {
            int cells = cells(width, height);
            int a = output.dim(1);
            int b = output.dim(2);
            int scores = Form.SCORES.head + classes + rest;
            int chosen = Form.CHOSEN.head + rest;
            if (b == chosen && (b != scores || a != cells) && a <= 1000) {
                return new GridLayout(Form.CHOSEN, false, a, b);
            }
            for (Form form : List.of(Form.SCORES, Form.OBJECTNESS)) {
                int row = form.head + classes + rest;
                if (a == row && (b != row || b == cells)) {
                    return new GridLayout(form, true, b, a);
                }
                if (b == row) {
                    return new GridLayout(form, false, a, b);
                }
            }
        }
        throw new HubException(model + ": expected an output of [1, " + (4 + classes + rest)
                + ", cells] or [1, cells, " + (4 + classes + rest) + "] (4 numbers of a box, " + classes + " classes, "
                + rest + " of masks or key points), found " + shape
                + ". Are its names of classes, in its metadata or its manifest's labels, those of another model?");
    }

    /** Where the scores begin. */
    int scores() {
        return form.head;
    }

    /** A number of a row. */
    float at(float[] values, int cell, int number) {
        return channelsFirst ? values[number * cells + cell] : values[cell * row + number];
    }

    /** Cells of the three grids that these models have. */
    private static int cells(int width, int height) {
        int cells = 0;
        for (int stride = 8; stride <= 32; stride *= 2) {
            cells += (width / stride) * (height / stride);
        }
        return cells;
    }
}
