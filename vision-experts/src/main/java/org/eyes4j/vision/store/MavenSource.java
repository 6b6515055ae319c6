package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Files in jars: from the class path, else from the local Maven repository, else the user's own {@code mvn} is asked to bring
 * the jar there.
 */
final class MavenSource implements Source<SourceAddress.Maven> {
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);
    private static final Pattern LOCAL_REPOSITORY =
            Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");

    private final ClassLoader loader;
    private final Path userHome;
    private final CommandRunner commands;
    private final boolean offline;

    MavenSource(ClassLoader loader, Path userHome, CommandRunner commands, boolean offline) {
        this.loader = loader;
        this.userHome = userHome;
        this.commands = commands;
        this.offline = offline;
    }

    @Override
    public void fetch(SourceAddress.Maven address, Wanted wanted, Path part, Transfer transfer) throws IOException {
        if (fromClassPath(address, wanted, part, transfer)) {
            return;
        }
        Path jar = repository()
                .resolve(address.group().replace('.', '/'))
                .resolve(address.artifact())
                .resolve(address.version())
                .resolve(address.artifact() + "-" + address.version() + ".jar");
        if (!Files.isRegularFile(jar)) {
            bring(address);
        }
        if (!Files.isRegularFile(jar)) {
            throw new SourceException("is neither on the class path nor at " + jar
                    + (offline ? "; Maven was not asked, because offline mode is on" : "; mvn did not bring it"));
        }
        fromJar(jar, address, wanted, part, transfer);
    }

    /** A path in a jar is not unique on a class path, so the hash decides; without one, the jar's name. */
    private boolean fromClassPath(SourceAddress.Maven address, Wanted wanted, Path part, Transfer transfer)
            throws IOException {
        for (URL url : Collections.list(loader.getResources(address.path()))) {
            boolean named = url.toString().contains(address.artifact() + "-" + address.version() + ".jar");
            if (wanted.sha256().isEmpty() && !named) {
                continue;
            }
            try (InputStream in = url.openStream()) {
                transfer.copy(in, part, false, wanted.name(), 0, wanted.size(), wanted.limit());
            } catch (SourceException e) {
                continue;
            }
            if (wanted.sha256().isEmpty() || wanted.sha256().get().equals(Hashes.sha256(part))) {
                return true;
            }
        }
        return false;
    }

    private static void fromJar(Path jar, SourceAddress.Maven address, Wanted wanted, Path part, Transfer transfer)
            throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(address.path());
            if (entry == null || entry.isDirectory()) {
                throw new SourceException(jar + " has no file " + address.path());
            }
            try (InputStream in = zip.getInputStream(entry)) {
                transfer.copy(in, part, false, wanted.name(), 0, wanted.size(), wanted.limit());
            }
        } catch (ZipException e) {
            throw new SourceException(jar + " is damaged: " + Transfer.reason(e));
        }
    }

    private void bring(SourceAddress.Maven address) {
        if (offline) {
            return;
        }
        commands.run(
                List.of(
                        "mvn",
                        "-q",
                        "-B",
                        "dependency:get",
                        "-Dtransitive=false",
                        "-Dartifact=" + address.group() + ":" + address.artifact() + ":" + address.version()),
                userHome,
                FETCH_LIMIT);
    }

    private Path repository() throws IOException {
        String property = System.getProperty("maven.repo.local", "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        return configured().orElse(userHome.resolve(".m2/repository"));
    }

    private Optional<Path> configured() throws IOException {
        Path settings = userHome.resolve(".m2/settings.xml");
        if (!Files.isRegularFile(settings) || Files.size(settings) > 1 << 20) {
            return Optional.empty();
        }
        Matcher m = LOCAL_REPOSITORY.matcher(Files.readString(settings).replaceAll("(?s)<!--.*?-->", ""));
        return m.find()
                ? Optional.of(Path.of(m.group(1).replace("${user.home}", userHome.toString())))
                : Optional.empty();
    }
}
