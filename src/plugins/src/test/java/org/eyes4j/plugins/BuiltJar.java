package org.eyes4j.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that a test writes, from sources and other files. */
public final class BuiltJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** A class by its source; {@code name} with its package. */
    public BuiltJar source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    public BuiltJar file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public BuiltJar file(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** Compiles and packs; the jar. */
    public Path to(Path jar) throws IOException {
        Path work = Files.createTempDirectory("jar");
        Path classes = Files.createDirectories(work.resolve("classes"));
        if (!sources.isEmpty()) {
            compile(work, classes);
        }
        try (Stream<Path> made = Files.walk(classes)) {
            for (Path file : made.filter(Files::isRegularFile).sorted().toList()) {
                files.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        Path part = work.resolve("made.jar");
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Files.move(part, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        PluginFiles.delete(work);
        return jar;
    }

    private void compile(Path work, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            written.add(file);
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            StringWriter said = new StringWriter();
            List<String> options = List.of(
                    "-proc:none",
                    "-parameters",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            if (!compiler.getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(written))
                    .call()) {
                throw new IllegalStateException("The test's source does not compile:\n" + said);
            }
        }
    }
}
