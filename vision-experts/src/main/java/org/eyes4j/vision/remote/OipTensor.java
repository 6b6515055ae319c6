package org.eyes4j.vision.remote;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An output as it came, not looked at yet.
 *
 * @param name as the server calls it
 * @param datatype as the protocol writes it
 * @param shape as the server says
 * @param data the elements, little-endian and row-major, from position to limit
 */
record OipTensor(String name, String datatype, List<Long> shape, ByteBuffer data) {
    OipTensor {
        shape = List.copyOf(shape);
    }
}
