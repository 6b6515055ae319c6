package org.eyes4j.vision.remote;

import java.util.List;

/**
 * An input or output as a server declares it.
 *
 * @param name as the server calls it
 * @param datatype as the protocol writes it
 * @param shape sizes; -1 for an open one
 */
record OipPort(String name, String datatype, List<Long> shape) {
    OipPort {
        shape = List.copyOf(shape);
    }
}
