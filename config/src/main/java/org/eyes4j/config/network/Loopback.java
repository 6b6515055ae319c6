package org.eyes4j.config.network;

import java.net.URI;
import java.util.Locale;

/** This machine itself. */
public final class Loopback {
    private Loopback() {}

    /** Whether the host is written as this machine's loopback; no name is resolved. */
    public static boolean is(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}") || host.equals("[::1]");
    }
}
