package org.eyes4j.tools.basic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/**
 * {@code save}: writes a value into the run's output folder: pictures as PNG, texts as text, everything else as JSON,
 * regions as COCO when asked. A file appears whole or not at all and never takes the place of another.
 */
final class SaveTool extends BasicTool {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)");
    private static final int MOST_NUMBERS = 10_000;

    SaveTool() {
        super(ToolSpecification.named("save")
                .describedAs("Writes a picture or another value into a file of the output folder")
                .takes(
                        Port.required("value", Kind.ANY, "what to write"),
                        Port.optional("name", Kind.TEXT, "name of the file, without folders")
                                .or("result")
                                .atMost(200),
                        Port.optional("format", Kind.TEXT, "auto: PNG for pictures, text for texts, JSON otherwise")
                                .or("auto")
                                .oneOf("auto", "png", "json", "coco", "txt"))
                .traits(ToolSpecification.Trait.EFFECT)
                .alsoKnownAs("write to a file", "export", "保存")
                .gives(Kind.TEXT, "the name of the file in the output folder"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        if (context.outputFolder().isEmpty()) {
            return invalid("'save' needs an output folder, and this run has none; name one with --out");
        }
        Value value = arguments.value("value");
        String format = format(arguments.text("format"), value);
        boolean fits = switch (format) {
            case "png" -> value instanceof Value.Image;
            case "coco" -> value instanceof Value.Detections;
            case "txt" -> value instanceof Value.Text;
            default -> true;
        };
        if (!fits) {
            return invalid("A value of kind " + value.kind() + " cannot be written as " + format
                    + "; png is for image, coco for detections, txt for text, json for any");
        }
        String extension = format.equals("coco") ? "json" : format;
        String name = clean(arguments.text("name"), extension);
        Path folder = context.outputFolder().get();
        try {
            return ToolResult.of(new Value.Text(write(folder, name, extension, bytes(value, format, name))));
        } catch (FileAlreadyExistsException e) {
            return ToolResult.failed(
                    FailureKind.LIMIT,
                    "There are " + MOST_NUMBERS + " files named like '" + name + "' in " + folder + ".",
                    "Give another name.");
        } catch (IOException e) {
            return ToolResult.failed(
                    FailureKind.UNAVAILABLE,
                    "Cannot write into " + folder + ": " + reason(e),
                    "Free space, or name" + " another folder with --out.");
        }
    }

    private static String format(String wanted, Value value) {
        if (!wanted.equals("auto")) {
            return wanted;
        }
        return value instanceof Value.Image ? "png" : value instanceof Value.Text ? "txt" : "json";
    }

    private static byte[] bytes(Value value, String format, String name) throws JsonProcessingException {
        if (format.equals("png")) {
            return Png.encode(((Value.Image) value).raster());
        } else if (format.equals("txt")) {
            return (((Value.Text) value).text() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        var json = format.equals("coco") ? CocoExport.of((Value.Detections) value) : ValueJson.toJson(value);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    /** Letters, digits, dots, dashes and underscores, not hidden, without a folder and without the extension. */
    static String clean(String name, String extension) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("\\.{2,}", ".");
        if (plain.toLowerCase(Locale.ROOT).endsWith("." + extension)) {
            plain = plain.substring(0, plain.length() - extension.length() - 1);
        }
        plain = plain.replaceAll("^[.\\-_]+|[.\\-]+$", "");
        plain = plain.length() > 80 ? plain.substring(0, 80) : plain;
        return plain.isEmpty() ? "result" : RESERVED.matcher(plain).matches() ? plain + "-file" : plain;
    }

    private static String write(Path folder, String name, String extension, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, ".unfinished-", ".tmp");
        try {
            Files.write(unfinished, bytes);
            for (int i = 1; i <= MOST_NUMBERS; i++) {
                String file = name + (i == 1 ? "" : "-" + i) + "." + extension;
                try {
                    place(unfinished, folder.resolve(file));
                    return file;
                } catch (FileAlreadyExistsException e) {
                    continue;
                }
            }
            throw new FileAlreadyExistsException(name);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Gives a whole file its name, which must be free; in one step where the file system can link. */
    private static void place(Path unfinished, Path target) throws IOException {
        try {
            Files.createLink(target, unfinished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.createFile(target);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "there is no right to write there."
                : e.getClass().getSimpleName() + " " + e.getMessage() + ".";
    }
}
