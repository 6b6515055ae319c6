package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;

/** Does one kind of runs. Thread-safe. What it is asked is JSON, so that it can be kept and begun again. */
public interface Worker {

    /** {@code ask}, {@code call}, … */
    String kind();

    /**
     * Refuses what cannot be done, before anything is begun.
     *
     * @param order what is asked
     * @throws Problem naming the field at fault
     */
    void check(JsonNode order, Caller caller);

    /**
     * What is kept of an order that was checked: the same, with what is large in it put elsewhere.
     *
     * @throws Problem naming the field at fault
     */
    default JsonNode settled(JsonNode order, Caller caller) {
        return order;
    }

    /**
     * Does it.
     *
     * @return what it came to, an object
     * @throws Problem if it came to nothing
     */
    JsonNode perform(JsonNode order, Task task);
}
