package org.eyes4j.vision.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.vision.remote.RemoteException.Kind;

/** The secrets that an endpoint is asked with, looked up in the environment. Never shown. Immutable. */
public final class Credentials {
    private static final String HIDDEN = "[hidden]";
    private static final int SHOWN = 300;

    private final Map<String, String> headers;

    private Credentials(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    /**
     * The credentials of an access.
     *
     * @param who what messages call the endpoint
     * @throws RemoteException naming the variable that is not set
     */
    public static Credentials of(String who, RemoteGraph.Access access, Map<String, String> environment) {
        Map<String, String> headers = new LinkedHashMap<>();
        access.headers().forEach((name, variable) -> headers.put(name, value(who, variable, environment)));
        if (!access.tokenVariable().isEmpty()) {
            headers.put("Authorization", "Bearer " + value(who, access.tokenVariable(), environment));
        }
        return new Credentials(headers);
    }

    private static String value(String who, String variable, Map<String, String> environment) {
        String value = environment.getOrDefault(variable, "").trim();
        if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new RemoteException(
                    Kind.MISCONFIGURED,
                    who + " wants a secret: expected it in the environment variable " + variable + ", which "
                            + (value.isEmpty() ? "is not set" : "holds characters that no header may have") + ". Set "
                            + variable + " and start again");
        }
        return value;
    }

    /** Header values by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A text from outside as a message may show it: short, printable, and without these secrets. */
    public String shown(String text) {
        String clean = text.length() > 4 * SHOWN ? text.substring(0, 4 * SHOWN) : text;
        for (String value : headers.values()) {
            clean = clean.replace(value, HIDDEN);
            if (value.startsWith("Bearer ")) {
                clean = clean.replace(value.substring("Bearer ".length()), HIDDEN);
            }
        }
        clean = clean.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean;
    }

    @Override
    public String toString() {
        return headers.keySet().toString();
    }
}
