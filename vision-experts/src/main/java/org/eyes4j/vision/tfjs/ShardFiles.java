package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The weight files of one group, read as if they were one. Files outside the model's folder are refused. */
final class ShardFiles {
    private record Shard(Path file, long start, long length) {}

    private final List<Shard> shards = new ArrayList<>();
    private final long length;

    ShardFiles(Path folder, List<String> paths) throws IOException {
        Path root = folder.toRealPath();
        long start = 0;
        for (String path : paths) {
            Path file = resolve(root, path);
            long size = Files.size(file);
            shards.add(new Shard(file, start, size));
            start += size;
        }
        length = start;
    }

    private static Path resolve(Path root, String path) throws IOException {
        try {
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root)) {
                throw new TfjsImportException("The weight file '" + path + "' lies outside the model's folder " + root);
            }
            if (!Files.isRegularFile(file)) {
                throw new TfjsImportException("The weight file '" + path + "' is missing from " + root);
            }
            if (!file.toRealPath().startsWith(root)) {
                throw new TfjsImportException(
                        "The weight file '" + path + "' is a link that leaves the model's folder " + root);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new TfjsImportException("The weight file has no valid name: '" + path + "'", e);
        }
    }

    long length() {
        return length;
    }

    /** Reads bytes, over the borders of files where need be, into a little-endian buffer. */
    ByteBuffer read(long offset, int count) throws IOException {
        if (offset < 0 || offset + count > length) {
            throw new TfjsImportException("Expected bytes " + offset + " to " + (offset + count)
                    + " of the weights, but they have " + length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        for (Shard shard : shards) {
            long from = Math.max(offset + buffer.position(), shard.start) - shard.start;
            if (from < shard.length && buffer.hasRemaining()) {
                readFrom(shard, from, buffer);
            }
        }
        return buffer.flip();
    }

    private static void readFrom(Shard shard, long from, ByteBuffer buffer) throws IOException {
        buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + shard.length - from));
        try (SeekableByteChannel channel = Files.newByteChannel(shard.file)) {
            channel.position(from);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new TfjsImportException(
                            "The weight file " + shard.file + " became shorter while it was read");
                }
            }
        }
        buffer.limit(buffer.capacity());
    }
}
