package org.eyes4j.vision.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eyes4j.vision.remote.RemoteException.Kind;

/** Certificates of a file that are trusted in place of Java's own. There is no way to trust everyone. */
final class Trust {
    private Trust() {}

    /**
     * Who is trusted by a PEM file.
     *
     * @throws RemoteException naming the file where it cannot be read or holds none
     */
    static TrustManager[] managers(String who, Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw unusable(who, pem, "found none");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw unusable(who, pem, "it cannot be read");
        } catch (GeneralSecurityException e) {
            throw unusable(who, pem, "found something else");
        }
    }

    static SSLContext context(String who, Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(who, pem), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static RemoteException unusable(String who, Path pem, String found) {
        return new RemoteException(
                Kind.MISCONFIGURED, who + ": expected certificates in PEM form in " + pem + " (`ca`), " + found);
    }
}
