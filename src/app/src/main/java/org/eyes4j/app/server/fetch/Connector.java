package org.eyes4j.app.server.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** Connects to an address that was looked at. Thread-safe. */
@FunctionalInterface
interface Connector {

    /**
     * A TLS connection.
     *
     * @param address connected to as it is; nothing is resolved again
     * @param host whose certificate is asked for
     * @param timeout for connecting and for each read
     * @throws IOException if there is none, or its certificate is not the host's
     */
    Socket connect(InetAddress address, int port, String host, Duration timeout) throws IOException;
}
