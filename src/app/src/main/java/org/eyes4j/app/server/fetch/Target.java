package org.eyes4j.app.server.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eyes4j.app.service.Problem;

/**
 * Where to fetch from, and nothing that could mean something else to somebody else.
 *
 * @param host in ASCII and lower case
 * @param path with its query, as it goes into the request
 */
record Target(String host, int port, String path) {
    private static final int LONGEST = 2000;

    /**
     * A target that the settings allow.
     *
     * @throws Problem if it is none
     */
    static Target of(String url, FetchSettings settings, String field) {
        try {
            return of(parsed(url, field), settings, field);
        } catch (IllegalArgumentException e) {
            throw Problem.at(field, "'" + shown(url) + "' names no host that can be asked");
        }
    }

    private static URI parsed(String url, String field) {
        if (url.length() > LONGEST) {
            throw Problem.at(field, "The address has " + url.length() + " characters; " + LONGEST + " are taken");
        }
        try {
            return new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw Problem.at(field, "'" + shown(url) + "' is no address: " + e.getReason());
        }
    }

    private static Target of(URI url, FetchSettings settings, String field) {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw Problem.at(field, "Only https is fetched, found '" + shown(url.toString()) + "'");
        }
        if (url.getRawUserInfo() != null) {
            throw Problem.at(field, "An address with a user or password is not fetched");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw Problem.at(field, "'" + shown(url.toString()) + "' names no host");
        }
        if (url.getHost().startsWith("[")) {
            throw Problem.at(field, "A host is to be a name, found '" + shown(url.getHost()) + "'");
        }
        String host = IDN.toASCII(url.getHost().toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
        if (host.matches("[0-9.]+|0x.*|.*\\.(0x)?[0-9a-f]*[0-9][0-9a-f]*$")) {
            throw Problem.at(field, "A host is to be a name, found '" + shown(host) + "'");
        }
        if (!settings.allows(host)) {
            throw Problem.at(field, "Pictures are not fetched from '" + shown(host) + "' (eyes4j.server.fetch.hosts)");
        }
        int port = url.getPort() < 0 ? 443 : url.getPort();
        if (!settings.ports().contains(port)) {
            throw Problem.at(field, "Pictures are not fetched from port " + port + " (eyes4j.server.fetch.ports)");
        }
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = ascii(path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
        return new Target(host, port, target);
    }

    /** Other letters escaped, as UTF-8. */
    private static String ascii(String path) {
        StringBuilder text = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            text.append(one > 0x20 && one < 0x7f ? String.valueOf((char) one) : String.format("%%%02X", one & 0xff));
        }
        return text.toString();
    }

    /** Where a redirect from here leads. */
    String resolve(String location, String field) {
        try {
            return new URI("https://" + host + ":" + port + path)
                    .resolve(new URI(location))
                    .toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Problem.at(field, "'" + host + "' sends on to '" + shown(location) + "', which is no address");
        }
    }

    static String shown(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 100 ? clean.substring(0, 97) + "..." : clean;
    }
}
