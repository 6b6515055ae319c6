package org.eyes4j.agent.run;

import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;

/** Ids of things that were seen before a run, so that the same thing is called the same. Thread-safe. */
public interface RegionNames {
    /** Nothing was seen before. */
    RegionNames NONE = new RegionNames() {
        @Override
        public Optional<String> of(Frame frame, Detection detection, Set<String> given) {
            return Optional.empty();
        }

        @Override
        public Set<String> taken() {
            return Set.of();
        }
    };

    /**
     * The id of a thing that was seen before, if it was.
     *
     * @param frame of the detection; may be a crop's
     * @param given ids that other things of the same step have: one id is of one thing
     */
    Optional<String> of(Frame frame, Detection detection, Set<String> given);

    /** Ids that no other thing may have. */
    Set<String> taken();
}
