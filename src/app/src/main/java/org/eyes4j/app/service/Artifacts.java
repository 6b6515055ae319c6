package org.eyes4j.app.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.Picture;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.picture.PictureReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures and other bytes that clients gave or runs made, by what they are (SHA-256), each known to those who gave or made
 * it. Pictures that were used lately are kept decoded. Thread-safe.
 */
public final class Artifacts {
    private static final Logger LOG = LoggerFactory.getLogger(Artifacts.class);

    /** Of decoded pictures that are kept. */
    private static final long DECODED_BYTES = 192L << 20;

    private final ArtifactStore bytes;
    private final ArtifactShelf shelf;
    private final PictureReader reader;
    private final Quotas quotas;
    private final Clock clock;
    private final RecentPictures decoded = new RecentPictures(DECODED_BYTES);

    public Artifacts(ArtifactStore bytes, ArtifactShelf shelf, PictureReader reader, Quotas quotas, Clock clock) {
        this.bytes = bytes;
        this.shelf = shelf;
        this.reader = reader;
        this.quotas = quotas;
        this.clock = clock;
    }

    /**
     * Keeps a picture that came from outside.
     *
     * @param name as the client calls it; shown, never used as a path
     * @throws org.eyes4j.vision.picture.PictureException if it is none, or larger than the settings allow
     */
    public ArtifactRow putPicture(byte[] data, String name, Caller caller) {
        Picture picture = reader.read(data, name);
        quotas.take(Quotas.Kind.ARTIFACT_BYTES, caller, data.length);
        String type = "image/" + picture.format().name().toLowerCase(java.util.Locale.ROOT);
        ArtifactRef ref = bytes.put(data, type);
        decoded.put(ref.id(), picture);
        return save(ref, name, caller, picture.width(), picture.height());
    }

    /** Keeps an image that was made here, as PNG. One that they gave, unchanged, stays what it is. */
    public ArtifactRow putImage(Value.Image image, String name, Caller caller) {
        Picture given = decoded.find(image.frame().image());
        if (given != null && given.raster() == image.raster()) {
            Optional<ArtifactRow> known =
                    shelf.find(caller.name(), image.frame().image());
            if (known.isPresent()) {
                return known.get();
            }
        }
        ArtifactRef ref = bytes.put(Png.encode(image.raster()), "image/png");
        quotas.spend(Quotas.Kind.ARTIFACT_BYTES, caller.name(), ref.size());
        return shelf.find(caller.name(), ref.id())
                .orElseGet(() -> save(
                        ref, name, caller, image.frame().width(), image.frame().height()));
    }

    /** Makes a picture theirs whose bytes are kept already, if they can be read. */
    void adopt(String id, String name, Caller caller) {
        if (shelf.find(caller.name(), id).isPresent() || bytes.find(id).isEmpty()) {
            return;
        }
        try {
            byte[] data = bytes.get(id);
            Picture picture = reader.read(data, name);
            String type = "image/" + picture.format().name().toLowerCase(java.util.Locale.ROOT);
            save(new ArtifactRef(id, type, data.length), name, caller, picture.width(), picture.height());
        } catch (PictureException | ArtifactStoreException e) {
            LOG.warn("The picture {} of a conversation cannot be shown: {}", id, e.getMessage());
        }
    }

    /** Keeps bytes of any other kind. */
    public ArtifactRow put(byte[] data, String mediaType, String name, Caller caller) {
        quotas.take(Quotas.Kind.ARTIFACT_BYTES, caller, data.length);
        return save(bytes.put(data, mediaType), name, caller, 0, 0);
    }

    private ArtifactRow save(ArtifactRef ref, String name, Caller caller, int width, int height) {
        ArtifactRow row = new ArtifactRow(
                ref.id(), caller.name(), ref.mediaType(), ref.size(), name, width, height, clock.instant());
        shelf.save(row);
        return row;
    }

    /**
     * What is known of one.
     *
     * @throws Problem if there is none of this id that they may see
     */
    public ArtifactRow find(String id, Caller caller) {
        return shelf.find(caller.name(), id)
                .or(() -> caller.may(Caller.Scope.ADMIN) ? shelf.find(id) : Optional.empty())
                .orElseThrow(() -> Problem.notFound("artifact", id));
    }

    /** Its bytes, as they were given. */
    public byte[] bytes(String id, Caller caller) {
        return bytes.get(find(id, caller).id());
    }

    /** It as a decoded picture. */
    public Picture picture(String id, Caller caller) {
        ArtifactRow row = find(id, caller);
        Picture known = decoded.find(id);
        if (known != null) {
            return known;
        }
        Picture picture = reader.read(bytes.get(id), row.name());
        decoded.put(id, picture);
        return picture;
    }

    /** Pixels of bytes that are not kept, in the frame that their artifact would have. */
    Value.Image decode(byte[] data, String title) {
        Picture picture = recent(data, title);
        return Value.Image.of(picture.sha256(), picture.raster());
    }

    /** Pixels of bytes that are kept elsewhere, decoded once as long as they are used. */
    Value.Image decode(byte[] data, String title, String frame) {
        return Value.Image.of(frame, recent(data, title).raster());
    }

    private Picture recent(byte[] data, String title) {
        Picture known = decoded.find(Sha256.of(data));
        Picture picture = known == null ? reader.read(data, title) : known;
        decoded.put(picture.sha256(), picture);
        return picture;
    }

    /** Bytes on their way between machines: nobody's, and forgotten like others that nothing speaks of. */
    public static ArtifactStore passing(ArtifactStore bytes, ArtifactShelf shelf, Clock clock) {
        return new NobodysBytes(bytes, shelf, "a step's", clock);
    }

    /** Where a run's calls are kept: small results in the shelf, large ones among these bytes. */
    JournalBook journal(String run, CallShelf calls) {
        return new JournalBook(run, calls, new NobodysBytes(bytes, shelf, "a call of " + run, clock));
    }

    /** Theirs, the latest first. */
    public List<ArtifactRow> list(Caller caller, int most) {
        return shelf.list(caller.name(), most);
    }

    /** Forgets one; its bytes go when nobody else has it. */
    public void remove(String id, Caller caller) {
        ArtifactRow row = find(id, caller);
        shelf.remove(row.owner(), id);
        if (shelf.find(id).isEmpty()) {
            bytes.remove(id);
            decoded.remove(id);
        }
    }
}
