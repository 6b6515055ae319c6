package org.eyes4j.app.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.video.FrameRate;
import org.eyes4j.vision.video.Video;
import org.eyes4j.vision.video.VideoException;
import org.eyes4j.vision.video.VideoLimits;
import org.jspecify.annotations.Nullable;

/** The chosen frames of a video. What cannot be read of it is an item that fails, named as the video is. */
public final class FilmItems implements Items {
    private final Path file;
    private final FrameRate rate;
    private final VideoLimits limits;
    private final String name;
    private @Nullable Video video;
    private String digest = "";
    private @Nullable Item next;
    private boolean over;

    /** @param name that the names of its frames begin with */
    public FilmItems(Path file, FrameRate rate, VideoLimits limits, String name) {
        this.file = file;
        this.rate = rate;
        this.limits = limits;
        this.name = name;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            try {
                Optional<Video.Frame> frame = opened().next();
                next = frame.map(this::item).orElse(null);
                over = frame.isEmpty();
            } catch (VideoException | UncheckedIOException e) {
                over = true;
                next = new Item(name, () -> {
                    throw e;
                });
            }
        }
        return next != null;
    }

    private Video opened() {
        Video open = video;
        if (open == null) {
            open = Video.open(file, rate, limits);
            video = open;
            digest = digest();
        }
        return open;
    }

    private String digest() {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] some = new byte[1 << 16];
            for (int count = in.read(some); count > 0; count = in.read(some)) {
                digest.update(some, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Item item(Video.Frame frame) {
        return new Item(
                name + "/" + frame.name(), () -> Item.Content.of(digest, id -> Value.Image.of(id, frame.pixels())));
    }

    @Override
    public Item next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Item item = next;
        next = null;
        return item;
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        if (video != null) {
            video.close();
        }
    }
}
