package org.eyes4j.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eyes4j.app.server.security.ApiKey;
import org.eyes4j.app.service.Caller;

/** Makes an API key and says how to configure it. The key is shown this once; the configuration holds its hash. */
final class NewKey {
    private NewKey() {}

    /** @param scopes comma-separated */
    static String told(String name, String scopes) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || name.equals(Caller.LOCAL.name())) {
            throw CommandFailure.usage("--new-key: expected 1 to 64 letters, digits, '.', '_', '-' (and not 'local'), "
                    + "found '" + name + "'");
        }
        List<String> known = Arrays.stream(Caller.Scope.values())
                .map(s -> s.name().toLowerCase(Locale.ROOT))
                .toList();
        List<String> wished =
                Arrays.stream(scopes.split(",")).map(String::strip).toList();
        for (String scope : wished) {
            if (!known.contains(scope)) {
                throw CommandFailure.usage("--scopes: expected some of " + known + ", found '" + scope + "'");
            }
        }
        ApiKey key = ApiKey.random();
        return """
                # The key, shown this once (send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'):
                %s

                # Its place in the server's configuration (server.yml in eyes4j's data folder), which needs no secret:
                eyes4j:
                  server:
                    security:
                      keys:
                        - name: %s
                          hash: %s
                          scopes: [%s]
                """.formatted(key.text(), name, key.hash(), String.join(", ", wished));
    }
}
