package org.eyes4j.vision.store;

import java.net.URI;
import java.util.Locale;

/** Which addresses may be asked, and how they are shown. Thread-safe. */
final class WebAddresses {
    private WebAddresses() {}

    /**
     * Lets https through, and plain http to this machine only.
     *
     * @throws SourceException for all others
     */
    static void check(URI uri) throws SourceException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || (scheme.equals("http") && isLoopback(uri)))) {
            throw new SourceException(
                    "expected an https address, got " + shown(uri) + " (plain http is allowed to this machine only)");
        }
    }

    /**
     * Lets a redirect through when it does not lead to a less safe place.
     *
     * @throws SourceException for all others
     */
    static void checkRedirect(URI from, URI to) throws SourceException {
        check(to);
        if (isLoopback(to) && !isLoopback(from)) {
            throw new SourceException("redirected to this machine itself (" + shown(to) + "), which is refused");
        }
    }

    /** Whether the host is written as this machine's loopback; no name is resolved. */
    static boolean isLoopback(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}") || host.equals("[::1]");
    }

    static boolean sameOrigin(URI a, URI b) {
        return String.valueOf(a.getScheme()).equalsIgnoreCase(String.valueOf(b.getScheme()))
                && String.valueOf(a.getHost()).equalsIgnoreCase(String.valueOf(b.getHost()))
                && a.getPort() == b.getPort();
    }

    /** Without what may be secret: user, password, query. */
    static String shown(URI uri) {
        if (uri.getHost() == null) {
            return "`" + uri.getScheme() + ":…`";
        }
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
