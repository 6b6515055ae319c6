package org.eyes4j.vision.tfjs;

/** How one weight is stored. Quantised integers mean {@code q * scale + min}. */
record WeightSpec(String name, TfjsType type, Shape shape, Storage storage, double scale, double min) {
    /** The form in which elements lie in the weight file. */
    enum Storage {
        PLAIN(0),
        FLOAT16(2),
        UINT8(1),
        UINT16(2);

        private final int bytes;

        Storage(int bytes) {
            this.bytes = bytes;
        }
    }

    int bytesPerElement() {
        return storage == Storage.PLAIN ? type.bytes() : storage.bytes;
    }

    /** The bytes in the weight file; {@link Long#MAX_VALUE} when they do not fit. */
    long storedBytes() {
        long elements = shape.elements();
        return elements > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : elements * bytesPerElement();
    }
}
