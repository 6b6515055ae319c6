package org.eyes4j.app.server.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What addresses a name has. Thread-safe. */
@FunctionalInterface
interface Resolver {
    /** Asks this machine's. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;
}
