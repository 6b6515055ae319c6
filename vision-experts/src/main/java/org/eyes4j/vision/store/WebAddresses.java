package org.eyes4j.vision.store;

import java.net.URI;
import java.util.Locale;
import org.eyes4j.config.network.Loopback;

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
        if (uri.getHost() == null || !(scheme.equals("https") || (scheme.equals("http") && Loopback.is(uri)))) {
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
        if (Loopback.is(to) && !Loopback.is(from)) {
            throw new SourceException("redirected to this machine itself (" + shown(to) + "), which is refused");
        }
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
