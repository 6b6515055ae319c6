package org.eyes4j.plugins.jar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.eyes4j.tools.hash.Sha256;
import org.jspecify.annotations.Nullable;

/** Who signed a jar. */
final class JarSigners {
    private JarSigners() {}

    /**
     * SHA-256 of the certificates (in DER) of those who signed every file of a jar; empty where one file is not signed, or
     * was changed since.
     */
    static Set<String> of(Path jar) throws IOException {
        Set<String> common = null;
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || belongsToSignature(entry.getName())) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                Set<String> these = hashes(entry.getCodeSigners());
                if (common == null) {
                    common = these;
                } else {
                    common.retainAll(these);
                }
                if (common.isEmpty()) {
                    return Set.of();
                }
            }
            return common == null ? Set.of() : common;
        } catch (SecurityException | CertificateEncodingException e) {
            return Set.of();
        }
    }

    /** The files that a signature is made of are the only ones that it does not cover. */
    private static boolean belongsToSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/")
                && upper.indexOf('/', 9) < 0
                && (upper.equals("META-INF/MANIFEST.MF")
                        || upper.endsWith(".SF")
                        || upper.endsWith(".RSA")
                        || upper.endsWith(".DSA")
                        || upper.endsWith(".EC"));
    }

    private static Set<String> hashes(CodeSigner @Nullable [] signers) throws CertificateEncodingException {
        Set<String> hashes = new HashSet<>();
        if (signers != null) {
            for (CodeSigner signer : signers) {
                for (Certificate certificate : signer.getSignerCertPath().getCertificates()) {
                    hashes.add(Sha256.of(certificate.getEncoded()));
                }
            }
        }
        return hashes;
    }
}
