package org.eyes4j.vision.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model file that was looked through before ONNX Runtime sees it. An ONNX file may name other files that hold its weights
 * ({@code external_data}); a hostile one could name any file of the machine, so each has to be a plain relative path to a
 * file in the model's own folder, symbolic links followed. Only the structure is walked; weights are skipped.
 *
 * @param path of the model
 * @param externalData the files that it needs beside it
 * @param bytes of all of them together
 * @param opset of ONNX's own operators; 0 where it states none
 */
record ModelFile(Path path, List<Path> externalData, long bytes, long opset) {
    /** How deep graphs may lie in graphs; real models have three levels or so, each of which takes four messages. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_LOCATION = 4096;
    private static final int MAX_EXTERNAL_FILES = 10_000;

    ModelFile {
        externalData = List.copyOf(externalData);
    }

    /** The messages of onnx.proto that lead to a tensor, with the fields by which they do. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        FUNCTION,
        TRAINING,
        ENTRY,
        OPSET;

        private Map<Integer, Message> children() {
            return switch (this) {
                case MODEL -> Map.of(7, GRAPH, 8, OPSET, 20, TRAINING, 25, FUNCTION);
                case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
                case NODE -> Map.of(5, ATTRIBUTE);
                case ATTRIBUTE ->
                    Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
                case TENSOR -> Map.of(13, ENTRY);
                case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
                case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
                case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
                case ENTRY, OPSET -> Map.of();
            };
        }
    }

    /**
     * Looks a model through.
     *
     * @throws OnnxException if it is missing, no ONNX model, or reaches outside its folder
     */
    static ModelFile scan(Path path) {
        Set<String> locations = new LinkedHashSet<>();
        long size;
        long opset;
        try (var channel = Files.newByteChannel(path)) {
            ProtoFile file = new ProtoFile(channel);
            size = file.size();
            if (size == 0) {
                throw broken(path, "it is empty", null);
            }
            Walk walk = new Walk(file, locations);
            walk.message(Message.MODEL, size, 0);
            opset = walk.opset;
            if (!walk.sawGraph) {
                throw broken(path, "it holds no graph", null);
            }
        } catch (NoSuchFileException e) {
            throw new OnnxException(
                    OnnxException.Kind.NOT_FOUND, "There is no model at " + path + "; pull it, or mend the path", e);
        } catch (IOException e) {
            throw broken(path, String.valueOf(e.getMessage()), e);
        }
        List<Path> external = new ArrayList<>();
        for (String location : locations) {
            Path file = resolve(path, location);
            external.add(file);
            size += file.toFile().length();
        }
        return new ModelFile(path, external, size, opset);
    }

    private static OnnxException broken(Path path, String why, @Nullable Throwable cause) {
        return new OnnxException(
                OnnxException.Kind.BROKEN,
                path + " is not a whole ONNX model: " + why + ". Expected an .onnx file; pull or export it again",
                cause);
    }

    private static Path resolve(Path model, String location) {
        Path folder = model.toAbsolutePath().getParent();
        try {
            Path relative = Path.of(location);
            boolean plain = !relative.isAbsolute()
                    && !location.isEmpty()
                    && location.indexOf('\\') < 0
                    && location.indexOf(':') < 0
                    && !relative.startsWith("..")
                    && relative.equals(relative.normalize());
            if (folder == null || !plain) {
                throw outside(model, location);
            }
            Path file = folder.resolve(relative);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new OnnxException(
                        OnnxException.Kind.NOT_FOUND,
                        "Model " + model + " keeps weights in \"" + location + "\", which is not beside it. Put " + file
                                + " there, or pull the model again");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
                throw outside(model, location);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw outside(model, location);
        }
    }

    private static OnnxException outside(Path model, String location) {
        return new OnnxException(
                OnnxException.Kind.UNTRUSTED,
                "Model " + model + " wants to read its weights from \"" + location
                        + "\". Only plain files in the model's own folder are read; do not use this model unless you know why");
    }

    private static final class Walk {
        private final ProtoFile file;
        private final Set<String> locations;
        private boolean sawGraph;
        private long opset;

        private Walk(ProtoFile file, Set<String> locations) {
            this.file = file;
            this.locations = locations;
        }

        private void message(Message message, long end, int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new IOException("its parts lie more than " + MAX_DEPTH + " deep in each other");
            }
            Map<Integer, Message> children = message.children();
            String key = "";
            String value = "";
            long number = 0;
            while (file.position() < end) {
                long tag = file.varint();
                int field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
                switch ((int) (tag & 7)) {
                    case ProtoFile.VARINT -> number = file.varint();
                    case ProtoFile.FIXED64 -> file.skip(8);
                    case ProtoFile.FIXED32 -> file.skip(4);
                    case ProtoFile.LENGTH -> {
                        long length = file.varint();
                        if (length < 0 || length > end - file.position()) {
                            throw new IOException("a field of " + length + " bytes at offset " + file.position()
                                    + " is longer than what holds it");
                        }
                        Message child = children.get(field);
                        if (child != null) {
                            sawGraph |= child == Message.GRAPH;
                            message(child, file.position() + length, depth + 1);
                        } else if ((message == Message.ENTRY || message == Message.OPSET) && length <= MAX_LOCATION) {
                            String text = file.text((int) length);
                            key = field == 1 ? text : key;
                            value = field == 2 ? text : value;
                        } else if (message == Message.ENTRY) {
                            throw new IOException("a path of " + length + " bytes at offset " + file.position());
                        } else {
                            file.skip(length);
                        }
                    }
                    default -> throw new IOException("offset " + file.position() + " holds no protobuf field");
                }
            }
            if (file.position() != end) {
                throw new IOException("a part ends at offset " + file.position() + " instead of " + end);
            }
            if (message == Message.OPSET && (key.isEmpty() || key.equals("ai.onnx"))) {
                opset = number;
            }
            if (message == Message.ENTRY && key.equals("location")) {
                locations.add(value);
                if (locations.size() > MAX_EXTERNAL_FILES) {
                    throw new IOException("it names more than " + MAX_EXTERNAL_FILES + " files of weights");
                }
            }
        }
    }
}
