package org.eyes4j.agent.claim;

/**
 * How many of a thing a phrase speaks of.
 *
 * @param form how the number is meant
 * @param number 0 where the form needs none
 * @param definite whether known things are meant ("the two cups", "both cups") rather than any
 */
record Quantity(Form form, int number, boolean definite) {
    enum Form {
        /** "the cup", or a noun without anything before it. */
        THE,
        /** "a cup": one at least. */
        ONE,
        /** "some cups", "cups": two at least. */
        SEVERAL,
        EXACTLY,
        AT_LEAST,
        AT_MOST,
        /** "about ten": a tenth more or less. */
        ABOUT,
        NONE,
        ALL
    }

    static final Quantity THE = new Quantity(Form.THE, 0, true);
    static final Quantity ONE = new Quantity(Form.ONE, 1, false);
    static final Quantity SEVERAL = new Quantity(Form.SEVERAL, 2, false);
    static final Quantity NONE = new Quantity(Form.NONE, 0, false);
    static final Quantity ALL = new Quantity(Form.ALL, 0, true);

    static Quantity exactly(int number) {
        return number == 0 ? NONE : new Quantity(Form.EXACTLY, number, false);
    }

    static Quantity of(Form form, int number) {
        return new Quantity(form, number, false);
    }

    Quantity known() {
        return new Quantity(form, number, true);
    }

    /** Whether any number from one to another fits. */
    boolean mayFit(int least, int most) {
        for (int n = least; n <= most; n++) {
            if (fits(n)) {
                return true;
            }
        }
        return false;
    }

    /** Whether so many are as many as are meant. */
    boolean fits(int count) {
        return switch (form) {
            case THE, ONE, ALL -> count >= 1;
            case SEVERAL, AT_LEAST -> count >= number;
            case EXACTLY -> count == number;
            case AT_MOST -> count <= number;
            case ABOUT -> Math.abs(count - number) <= Math.max(1, number / 10);
            case NONE -> count == 0;
        };
    }
}
