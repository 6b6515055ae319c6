package org.eyes4j.vision.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.vision.onnx.DistantGraph;
import org.eyes4j.vision.onnx.OnnxException;

/**
 * All graphs that servers run for a process. Graphs of one server share its limits and what is known of its failures. Thread-safe;
 * nothing is connected before a graph is asked something.
 */
public final class RemoteGraphs implements AutoCloseable {
    private record Server(String name, RemoteGraph.Access access, RemoteGraph.Limits limits) {}

    private final Map<String, String> environment;
    private final boolean offline;
    private final Map<Server, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final List<OipClient> clients = new ArrayList<>();

    /**
     * @param environment where secrets and proxies are looked up, usually {@code System.getenv()}
     * @param offline whether only servers on this machine's loopback are asked
     */
    public RemoteGraphs(Map<String, String> environment, boolean offline) {
        this.environment = Map.copyOf(environment);
        this.offline = offline;
    }

    /**
     * A graph.
     *
     * @throws OnnxException if it is configured wrongly: a secret or a certificate is missing, or nothing outside may be asked
     */
    public DistantGraph open(RemoteGraph where) {
        String name = where.url() + " (" + where.protocol() + ")";
        if (offline && !Loopback.is(where.url())) {
            throw new OnnxException(
                    OnnxException.Kind.MISCONFIGURED,
                    where.model() + " runs at " + name
                            + ", and offline mode is on. Turn it off (no --offline, no EYES4J_OFFLINE), or take a model"
                            + " of this machine");
        }
        Endpoint endpoint = endpoints.computeIfAbsent(
                new Server(name, where.access(), where.limits()), s -> new Endpoint(name, where.limits()));
        try {
            OipClient client = where.protocol() == RemoteGraph.Protocol.HTTP
                    ? new HttpOip(endpoint, where, environment)
                    : new GrpcOip(endpoint, where, environment);
            synchronized (clients) {
                clients.add(client);
            }
            return new OipGraph(where, endpoint, client);
        } catch (RemoteException e) {
            throw new OnnxException(OnnxException.Kind.MISCONFIGURED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Ends its connections. */
    @Override
    public void close() {
        synchronized (clients) {
            clients.forEach(OipClient::close);
            clients.clear();
        }
    }
}
