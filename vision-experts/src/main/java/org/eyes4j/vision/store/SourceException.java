package org.eyes4j.vision.store;

import java.io.IOException;

/** A source did not give the file; the message is its answer, and the next source may be asked. */
class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(String answer) {
        super(answer);
    }

    /** The network may not be used. */
    static final class Offline extends SourceException {
        private static final long serialVersionUID = 1L;

        Offline() {
            super("not asked, because offline mode is on");
        }
    }

    /** There is no npm set-up on this machine. */
    static final class NoNpm extends SourceException {
        private static final long serialVersionUID = 1L;

        NoNpm() {
            super("not asked, because no npm set-up was found (no NPM_CONFIG_REGISTRY, no registry in an .npmrc, no npm"
                    + " command)");
        }
    }
}
