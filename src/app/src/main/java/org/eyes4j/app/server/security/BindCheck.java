package org.eyes4j.app.server.security;

import java.net.InetAddress;
import org.eyes4j.app.server.ServerFault;
import org.jspecify.annotations.Nullable;

/** Refuses to open the machine to others without anybody having said so. */
final class BindCheck {
    private BindCheck() {}

    /**
     * @param address where it listens; null for every address there is
     * @param property its property
     * @param asked whether keys or tokens are asked for
     * @throws ServerFault if others could do everything
     */
    static void check(@Nullable InetAddress address, String property, boolean asked, boolean open) {
        if (asked || open || (address != null && address.isLoopbackAddress())) {
            return;
        }
        throw new ServerFault(property + ": " + (address == null ? "(every address)" : address.getHostAddress())
                + " can be reached from other machines, and nobody is asked who they are. Configure keys "
                + "(eyes4j.server.security.keys; `eyes4j serve --new-key NAME` makes one) or JWT "
                + "(spring.security.oauth2.resourceserver.jwt), listen on 127.0.0.1, or say "
                + "eyes4j.server.security.open=true");
    }
}
