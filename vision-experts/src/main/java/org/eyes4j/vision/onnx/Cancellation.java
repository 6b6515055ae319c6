package org.eyes4j.vision.onnx;

/** When a run should stop before its end. Implementations are safe to call from any thread. */
public interface Cancellation {
    /** Never. */
    Cancellation NEVER = new Cancellation() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Registration onCancel(Runnable action) {
            return () -> {};
        }
    };

    boolean isCancelled();

    /**
     * Has an action run once when cancelled; at once if that has happened already. Closing the registration withdraws the
     * action; it may still run if it is running then.
     */
    Registration onCancel(Runnable action);

    /** Withdraws an action. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
