package org.eyes4j.vision.intake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.vision.store.RepositoryReader;

/** A repository of a hub, or files below an address. Where nobody lists the files, each is asked for. */
final class RemoteRepository implements Repository {
    private final RepositoryReader reader;
    private final String title;
    private final String version;
    private final String prefix;
    private final Optional<RepositoryReader.Listing> listing;
    private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

    private RemoteRepository(
            RepositoryReader reader,
            String title,
            String version,
            String prefix,
            Optional<RepositoryReader.Listing> listing) {
        this.reader = reader;
        this.title = title;
        this.version = version;
        this.prefix = prefix;
        this.listing = listing;
    }

    /** {@code owner/name} of the hub at a branch, tag or commit; what the hub lists is pinned to the commit it tells. */
    static RemoteRepository hub(RepositoryReader reader, String repository, String revision) {
        Optional<RepositoryReader.Listing> listing = reader.list(repository, revision);
        String commit = listing.map(RepositoryReader.Listing::revision)
                .filter(r -> !r.isEmpty())
                .orElse(revision);
        return new RemoteRepository(reader, repository, commit, "hub:" + repository + "@" + commit + "!/", listing);
    }

    /** Files below an address. */
    static RemoteRepository web(RepositoryReader reader, URI base) {
        String address = base.toString().replaceFirst("/+$", "");
        return new RemoteRepository(reader, address, "1", address + "/", Optional.empty());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String shortName() {
        return title.substring(title.lastIndexOf('/') + 1);
    }

    @Override
    public String licence() {
        return listing.map(RepositoryReader.Listing::licence).orElse("");
    }

    @Override
    public String version() {
        return version.replace('/', '-');
    }

    @Override
    public Optional<Entry> find(String path) {
        if (listing.isPresent()) {
            return Optional.ofNullable(listing.get().files().get(path)).map(e -> new Entry(e.size(), e.sha256()));
        }
        return asked.computeIfAbsent(path, p -> reader.exists(source(p)))
                ? Optional.of(new Entry(0, Optional.empty()))
                : Optional.empty();
    }

    @Override
    public String source(String path) {
        return prefix + path;
    }

    @Override
    public boolean fetch(String path, Path folder) {
        boolean listed = listing.isEmpty() || listing.get().files().containsKey(path);
        return listed && reader.fetch(source(path), path, folder.resolve(path));
    }
}
