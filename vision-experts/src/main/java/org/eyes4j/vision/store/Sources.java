package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.SourceFile;

/** Asks a file's sources in their order until one gives a file that verifies. Thread-safe. */
final class Sources {
    private final MavenSource maven;
    private final NpmSource npm;
    private final WebSource web;
    private final LocalSource local;
    private final Settings settings;

    Sources(Settings settings, Surroundings world, Downloads downloads) {
        HttpFetcher http = new HttpFetcher(settings, world.waiter());
        this.settings = settings;
        this.maven = new MavenSource(world.loader(), world.userHome(), world.commands(), settings.offline());
        NpmConfig config =
                new NpmConfig(world.environment(), world.workingFolder(), world.userHome(), world.commands());
        this.npm = new NpmSource(config, http, downloads, settings);
        this.web = new WebSource(http, settings.network().hub(), world.environment());
        this.local = new LocalSource(world.userHome());
    }

    NpmSource npm() {
        return npm;
    }

    /** A hub's list of a repository's files, as its JSON. */
    byte[] listing(String repository, String revision, int limit, Transfer transfer) throws IOException {
        return web.listing(repository, revision, limit, transfer);
    }

    /** Whether a file behind an address or on a hub is there, told from the answer's header. */
    boolean exists(String source) throws IOException {
        SourceAddress address = SourceAddress.parse(source);
        if (address instanceof SourceAddress.Hub hub) {
            return web.exists(hub);
        } else if (address instanceof SourceAddress.Web behind) {
            return web.exists(behind);
        }
        throw new IllegalArgumentException("Expected an address or a hub's file, got `" + source + "`");
    }

    /**
     * Bytes of a file that its manifest does not tell, as its first source states them; empty when it does not.
     *
     * @throws IOException if the source does not answer
     */
    OptionalLong size(SourceFile file) throws IOException {
        SourceAddress address = SourceAddress.parse(file.sources().get(0));
        if (address instanceof SourceAddress.Hub hub) {
            return web.size(hub);
        } else if (address instanceof SourceAddress.Web behind) {
            return web.size(behind);
        }
        return address instanceof SourceAddress.Local here ? local.size(here) : OptionalLong.empty();
    }

    /** Nobody gave the file. */
    static final class NotHadException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> answers;
        private final boolean noNpm;

        NotHadException(List<String> answers, boolean noNpm) {
            super(String.join("; ", answers));
            this.answers = List.copyOf(answers);
            this.noNpm = noNpm;
        }

        List<String> answers() {
            return answers;
        }

        /** Whether an npm set-up would have helped. */
        boolean noNpm() {
            return noNpm;
        }
    }

    /**
     * Fetches a file and verifies it.
     *
     * @param sha256 expected; empty when the first pull is to be trusted
     * @param part where it goes
     * @return the source that gave it
     * @throws NotHadException with what each source answered
     */
    String fetch(SourceFile file, Optional<String> sha256, Path part, Transfer transfer) throws IOException {
        Wanted wanted = Wanted.of(file, sha256, settings.network().maxFile());
        List<String> answers = new ArrayList<>();
        boolean noNpm = false;
        for (String source : file.sources()) {
            Optional<String> answer = ask(source, wanted, part, transfer);
            if (answer.isEmpty()) {
                return source;
            }
            answers.add(source + " " + answer.get());
            if (answer.get().equals(new SourceException.NoNpm().getMessage())) {
                noNpm = true;
                Optional<String> single = singleFileAddress(source);
                if (single.isPresent() && sha256.isPresent()) {
                    transfer.warn("npm is not set up here, so " + file.path() + " is asked of "
                            + URI.create(single.get()).getHost()
                            + " (network.npm_files, unverified: nobody of this project has reached that address yet)."
                            + " Its SHA-256 is checked all the same.");
                    Optional<String> second = ask(single.get(), wanted, part, transfer);
                    if (second.isEmpty()) {
                        return single.get();
                    }
                    answers.add(single.get() + " " + second.get());
                }
            }
        }
        throw new NotHadException(answers, noNpm);
    }

    /** Empty when the file came and is right; otherwise the answer. */
    private Optional<String> ask(String source, Wanted wanted, Path part, Transfer transfer) throws IOException {
        transfer.checkCancelled();
        transfer.listener().on(new PullEvent.Asking(transfer.model(), wanted.name(), source));
        String answer;
        try {
            fetchFrom(source, wanted, part, transfer);
            answer = fault(wanted, part);
        } catch (SinkException | InterruptedIOException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            answer = e instanceof IOException io ? Transfer.reason(io) : String.valueOf(e.getMessage());
        }
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        transfer.listener().on(new PullEvent.SourceFailed(transfer.model(), wanted.name(), source, answer));
        return Optional.of(answer);
    }

    private void fetchFrom(String source, Wanted wanted, Path part, Transfer transfer) throws IOException {
        SourceAddress address = SourceAddress.parse(source);
        if (address instanceof SourceAddress.Maven a) {
            maven.fetch(a, wanted, part, transfer);
        } else if (address instanceof SourceAddress.Npm a) {
            npm.fetch(a, wanted, part, transfer);
        } else if (address instanceof SourceAddress.Hub a) {
            web.fetchHub(a, wanted, part, transfer);
        } else if (address instanceof SourceAddress.Web a) {
            web.fetch(a, wanted, part, transfer);
        } else if (address instanceof SourceAddress.Local a) {
            local.fetch(a, wanted, part, transfer);
        }
    }

    private static String fault(Wanted wanted, Path part) throws IOException {
        long size = Files.size(part);
        if (wanted.size() > 0 && size != wanted.size()) {
            new PartFile(part).delete();
            return "gave a file of " + size + " bytes, expected " + wanted.size();
        }
        String found = wanted.sha256().isPresent() ? Hashes.sha256(part) : "";
        if (wanted.sha256().isPresent() && !found.equals(wanted.sha256().get())) {
            new PartFile(part).delete();
            return "gave a file with SHA-256 " + found + ", expected "
                    + wanted.sha256().get() + ": it was changed on the way or at its source, and is thrown away";
        }
        return "";
    }

    private Optional<String> singleFileAddress(String source) {
        String form = settings.network().npmFiles();
        if (form.isEmpty() || !(SourceAddress.parse(source) instanceof SourceAddress.Npm npmAddress)) {
            return Optional.empty();
        }
        String path = npmAddress.path().substring(npmAddress.path().indexOf('/') + 1);
        return Optional.of(form.replace("{package}", npmAddress.name())
                .replace("{version}", npmAddress.version())
                .replace("{path}", path));
    }
}
