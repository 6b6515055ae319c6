package org.eyes4j.vision.dual;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.hash.Sha256;

/**
 * Where an index is kept between runs: one file for each pair of model and folder, written beside and moved into place, so that
 * a reader never sees half of one.
 *
 * @param file of this pair
 * @param key the pair, written into the file
 */
record IndexFile(Path file, String key) {
    private static final int MAGIC = 0x45344958;
    private static final int MAX_ENTRIES = 2_000_000;
    private static final int MAX_VECTOR = 65_536;

    static IndexFile of(Path kept, String model, Path folder) {
        String key = model + "\n" + folder;
        String name = Sha256.of(key.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        return new IndexFile(kept.resolve(name + ".index"), key);
    }

    /** What is kept; empty if nothing is. */
    Optional<PictureIndex> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(key)) {
                throw new IOException("it is no index of this model and folder");
            }
            int count = in.readInt();
            if (count < 0 || count > MAX_ENTRIES) {
                throw new IOException("it claims " + count + " files");
            }
            Map<String, PictureIndex.Entry> entries = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                entries.put(in.readUTF(), entry(in));
            }
            return Optional.of(new PictureIndex(entries));
        }
    }

    private static PictureIndex.Entry entry(DataInputStream in) throws IOException {
        long size = in.readLong();
        long modified = in.readLong();
        String hash = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > MAX_VECTOR) {
            throw new IOException("it claims a vector of " + length + " numbers");
        }
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = in.readFloat();
        }
        return new PictureIndex.Entry(size, modified, hash, vector);
    }

    void write(PictureIndex index) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "index", ".part");
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                out.writeInt(MAGIC);
                out.writeUTF(key);
                out.writeInt(index.entries().size());
                for (Map.Entry<String, PictureIndex.Entry> named :
                        index.entries().entrySet()) {
                    PictureIndex.Entry entry = named.getValue();
                    out.writeUTF(named.getKey());
                    out.writeLong(entry.size());
                    out.writeLong(entry.modified());
                    out.writeUTF(entry.hash());
                    out.writeInt(entry.vector().length);
                    for (float v : entry.vector()) {
                        out.writeFloat(v);
                    }
                }
            }
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
