package org.eyes4j.app.server.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.tools.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Looks at the connections of requests that want it, some four times a second. A client that closes its side only is taken as
 * gone, as other servers do. Over TLS nothing is noticed: a proxy that speaks TLS closes its own connection when its client
 * goes. Thread-safe.
 */
@Component
class ConnectionWatch implements ClientWatch, WebServerFactoryCustomizer<TomcatServletWebServerFactory>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long PERIOD_MILLIS = 250;

    private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "connection-watch");
        made.setDaemon(true);
        return made;
    });

    ConnectionWatch() {
        thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (factory.getProtocol().equals(Http11NioProtocol.class.getName())) {
            factory.setProtocol(WatchedHttp11.class.getName());
            factory.addEngineValves(new WatchValve());
        }
    }

    @Override
    public Cancellation watch(HttpServletRequest request) {
        if (request.getAttribute(WatchValve.ATTRIBUTE) instanceof Connection connection) {
            watched.add(connection);
            return connection.cancellation();
        }
        return new Cancellation();
    }

    private void look() {
        for (Connection connection : watched) {
            try {
                if (!connection.look()) {
                    watched.remove(connection);
                }
            } catch (RuntimeException e) {
                watched.remove(connection);
                LOG.error("a connection cannot be watched", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
