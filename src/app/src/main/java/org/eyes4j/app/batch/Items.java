package org.eyes4j.app.batch;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** What a workflow is run over, one after the other; what was passed is not held. Used by one thread. */
public interface Items extends Iterator<Item>, AutoCloseable {

    /** How many there are in all, where that is known beforehand. */
    OptionalLong count();

    @Override
    void close();

    /** These. */
    static Items of(List<Item> items) {
        Iterator<Item> all = items.iterator();
        return new Items() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Item next() {
                return all.next();
            }

            @Override
            public OptionalLong count() {
                return OptionalLong.of(items.size());
            }

            @Override
            public void close() {}
        };
    }
}
