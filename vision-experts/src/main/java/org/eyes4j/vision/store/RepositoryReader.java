package org.eyes4j.vision.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.FailureKind;

/**
 * Looks into a repository before it is known as a model: what files a hub lists, and single small files. Thread-safe. Nothing
 * is kept but what {@link #fetch} was asked for.
 */
public final class RepositoryReader {
    /** Settings files are small; a tokenizer is the largest of them. */
    private static final long MAX_SMALL = 64L << 20;

    private static final int MAX_LISTING = 8 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final Surroundings world;
    private final Sources sources;

    /**
     * What a hub lists.
     *
     * @param files by path, with size and SHA-256 as far as the hub states them
     * @param licence as the repository's card states it; empty when it does not
     * @param revision the commit, where the hub tells it
     */
    public record Listing(Map<String, Entry> files, String licence, String revision) {
        public Listing {
            files = Map.copyOf(files);
        }
    }

    /** A file as a hub lists it; size 0 when not stated. */
    public record Entry(long size, Optional<String> sha256) {}

    public RepositoryReader(Home home, Settings settings, Map<String, String> environment) {
        this(home.models(), settings, Surroundings.of(environment));
    }

    RepositoryReader(Path folder, Settings settings, Surroundings world) {
        this.settings = settings;
        this.world = world;
        StoreLocks locks = new StoreLocks(settings.network().totalTimeout(), world.waiter());
        this.sources = new Sources(settings, world, new Downloads(folder.resolve(".downloads"), locks));
    }

    /**
     * The hub's list of a repository's files; empty when this hub lists nothing (it may still give files).
     *
     * @param repository as {@code owner/name}
     * @throws ModelStoreException if the hub refuses or does not answer
     */
    public Optional<Listing> list(String repository, String revision) {
        String where = "hub:" + repository + "@" + revision;
        try {
            return Optional.of(
                    listing(JSON.readTree(sources.listing(repository, revision, MAX_LISTING, transfer(where)))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (SourceException e) {
            if (String.valueOf(e.getMessage()).contains("(not found)")) {
                return Optional.empty();
            }
            throw refused(where, e);
        } catch (IOException e) {
            throw refused(where, e);
        }
    }

    private static Listing listing(JsonNode root) {
        Map<String, Entry> files = new LinkedHashMap<>();
        for (JsonNode sibling : root.path("siblings")) {
            String path = sibling.path("rfilename").asText();
            // A hub's answer is as untrusted as any: a path that leaves the folder is not taken.
            if (path.matches("(?!.*(^|/)\\.{1,2}(/|$))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}")) {
                String sha256 = sibling.at("/lfs/sha256").asText("").toLowerCase(Locale.ROOT);
                long size = sibling.at("/lfs/size").asLong(sibling.path("size").asLong(0));
                files.put(
                        path,
                        new Entry(
                                Math.max(0, size),
                                sha256.matches("[0-9a-f]{64}") ? Optional.of(sha256) : Optional.empty()));
            }
        }
        String licence = root.at("/cardData/license").asText("");
        for (JsonNode tag : root.path("tags")) {
            if (licence.isEmpty() && tag.asText().startsWith("license:")) {
                licence = tag.asText().substring("license:".length());
            }
        }
        String revision = root.path("sha").asText("");
        return new Listing(files, licence, revision.matches("[0-9a-f]{7,64}") ? revision : "");
    }

    /**
     * Fetches one small file.
     *
     * @param source as a manifest writes it
     * @return whether it is there
     * @throws ModelStoreException if the source answers anything but that it has no such file
     */
    public boolean fetch(String source, String path, Path to) {
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            sources.fetch(
                    new SourceFile(path, 0, Optional.empty(), List.of(source)), Optional.empty(), to, transfer(source));
            if (Files.size(to) > MAX_SMALL) {
                Files.delete(to);
                throw new SourceException("gave " + path + " with more than 64 MiB, which no settings file has");
            }
            return true;
        } catch (Sources.NotHadException e) {
            if (e.answers().stream().allMatch(a -> a.contains("(not found)") || a.contains("no such file"))) {
                return false;
            }
            throw new ModelStoreException(
                    FailureKind.NOT_INSTALLED,
                    path + " could not be fetched. Its source answered:",
                    e.answers(),
                    "Check the address and the network" + (settings.offline() ? "; offline mode is on" : "") + ".");
        } catch (IOException e) {
            throw refused(source, e);
        }
    }

    /** Whether a file is there, told from the answer's header alone. */
    public boolean exists(String source) {
        try {
            return sources.exists(source);
        } catch (IOException e) {
            throw refused(source, e);
        }
    }

    private Transfer transfer(String name) {
        return new Transfer(name, PullListener.SILENT, new Cancellation(), world.files());
    }

    private ModelStoreException refused(String where, IOException e) {
        return new ModelStoreException(
                FailureKind.NOT_INSTALLED,
                where + " could not be looked into: " + Transfer.reason(e) + ".",
                List.of(),
                settings.offline()
                        ? "Offline mode is on: turn it off (no --offline, no EYES4J_OFFLINE)."
                        : "Check the name and the network; a private repository needs HF_TOKEN.");
    }
}
