package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpLoggableSession;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Cancellation.Registration;

/** A client that is connected: its session, what works for it, what it watches. Thread-safe. */
final class Peer {
    private static final int MOST_WATCHED = 200;

    private final McpLoggableSession session;
    private final Map<Object, Cancellation> calls = new ConcurrentHashMap<>();
    private final Map<String, Registration> watched = new ConcurrentHashMap<>();
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    Peer(McpLoggableSession session) {
        this.session = session;
    }

    McpLoggableSession session() {
        return session;
    }

    /** A request begins; the same id may stand for another once it is over. */
    Cancellation begin(Object request) {
        Cancellation cancellation = new Cancellation();
        if (calls.putIfAbsent(request, cancellation) != null) {
            throw McpFault.of(McpFault.INVALID_REQUEST, "A request of this id works already", null);
        }
        return cancellation;
    }

    void end(Object request, Cancellation cancellation) {
        calls.remove(request, cancellation);
    }

    void cancel(Object request) {
        Cancellation cancellation = calls.get(request);
        if (cancellation != null) {
            cancellation.request();
        }
    }

    boolean works() {
        return !calls.isEmpty();
    }

    void watch(String uri, Registration registration) {
        if (watched.size() >= MOST_WATCHED) {
            registration.close();
            throw McpFault.params(MOST_WATCHED + " resources are watched already; unsubscribe from some");
        }
        Registration before = watched.put(uri, registration);
        if (before != null) {
            before.close();
        }
    }

    void unwatch(String uri) {
        Registration registration = watched.remove(uri);
        if (registration != null) {
            registration.close();
        }
    }

    /**
     * Tells that a list changed; a client that does not listen just now is told once it does. Twice does no harm.
     *
     * @param method a notification without parameters
     */
    void tell(String method) {
        untold.add(method);
        session.sendNotification(method, Map.of())
                .doOnSuccess(told -> untold.remove(method))
                .onErrorComplete()
                .block();
    }

    void tellMissed() {
        untold.forEach(this::tell);
    }

    /** It is gone: nothing works on for it. */
    void leave() {
        calls.values().forEach(Cancellation::request);
        watched.keySet().forEach(this::unwatch);
    }
}
