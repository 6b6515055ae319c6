package org.eyes4j.vision.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.vision.remote.RemoteException.Kind;

/** Whether a host may be asked: this machine itself only where the address says so, and not by a name that leads to it. */
public final class Hosts {
    private Hosts() {}

    /**
     * Does nothing for a host that may be asked, or is not known.
     *
     * @throws RemoteException if its name leads to this machine's loopback or to where machines are administered (link-local)
     */
    public static void check(String who, URI address) {
        if (Loopback.is(address)) {
            return;
        }
        try {
            for (InetAddress one : InetAddress.getAllByName(String.valueOf(address.getHost()))) {
                if (one.isLoopbackAddress() || one.isAnyLocalAddress() || one.isLinkLocalAddress()) {
                    throw new RemoteException(
                            Kind.MISCONFIGURED,
                            who + " is not asked: the name " + address.getHost() + " leads to " + one.getHostAddress()
                                    + ". Where this machine itself is meant, write 127.0.0.1 or localhost in the manifest");
                }
            }
        } catch (UnknownHostException e) {
            // Whoever connects tells; and where a proxy is used, only the proxy may know the name.
        }
    }
}
