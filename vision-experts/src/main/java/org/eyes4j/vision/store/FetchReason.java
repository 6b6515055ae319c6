package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a model that was installed once is fetched again. */
final class FetchReason {
    private FetchReason() {}

    /**
     * The reason in words.
     *
     * @param place the folder of the model's version
     * @param fingerprint that the model must have
     * @return empty when the model was not installed before
     */
    static String of(Path place, String fingerprint) throws IOException {
        Optional<InstallRecord> before = InstallRecord.read(place);
        if (before.isEmpty()) {
            return otherVersion(place);
        }
        if (!before.get().fingerprint().equals(fingerprint)) {
            return "its manifest, or the way it is imported, has changed since it was installed";
        }
        for (InstallRecord.Item item : before.get().files()) {
            Path file = place.resolve(item.path());
            if (!Files.isRegularFile(file)) {
                return item.path() + " is missing";
            }
            if (Files.size(file) != item.size()) {
                return item.path() + " has " + Files.size(file) + " bytes instead of " + item.size();
            }
            if (!Hashes.sha256(file).equals(item.sha256())) {
                return item.path() + " was changed since it was installed";
            }
        }
        return "";
    }

    private static String otherVersion(Path place) throws IOException {
        Path model = new PartFile(place).folder();
        if (!Files.isDirectory(model)) {
            return "";
        }
        List<Path> versions;
        try (Stream<Path> all = Files.list(model)) {
            versions = all.filter(Files::isDirectory).sorted().toList();
        }
        for (Path version : versions) {
            Optional<InstallRecord> record = InstallRecord.read(version);
            if (record.isPresent()) {
                return "version " + record.get().version() + " is installed, and " + place.getFileName()
                        + " is the one in use now";
            }
        }
        return "";
    }
}
