package org.eyes4j.app.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.eyes4j.agent.workflow.Workflow;
import org.eyes4j.agent.workflow.WorkflowReader;
import org.eyes4j.config.yaml.YamlDocument;

/** The workflows of {@code src/samples/workflows}, which come with the program. */
final class WorkflowSamples {
    private static final String FOLDER = "org/eyes4j/app/workflows/";
    private static final String ENDING = ".yaml";

    private WorkflowSamples() {}

    /** @param name its file's name without the ending */
    record Sample(String name, String yaml, Workflow workflow) {}

    /** All of them, by name; none where the program came without. */
    static List<Sample> ofClassPath() {
        URL folder = WorkflowSamples.class.getClassLoader().getResource(FOLDER);
        if (folder == null) {
            return List.of();
        }
        try {
            List<Sample> samples = new ArrayList<>();
            for (String file : files(folder)) {
                samples.add(read(file));
            }
            return List.copyOf(samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(URL folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (folder.openConnection() instanceof JarURLConnection connection) {
            try (JarFile jar = new JarFile(
                    Path.of(URI.create(connection.getJarFileURL().toString())).toFile())) {
                jar.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.startsWith(FOLDER))
                        .map(name -> name.substring(FOLDER.length()))
                        .forEach(names::add);
            }
        } else {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                files.map(file -> file.getFileName().toString()).forEach(names::add);
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        return names.stream()
                .filter(name -> name.endsWith(ENDING) && name.indexOf('/') < 0)
                .sorted()
                .toList();
    }

    private static Sample read(String file) throws IOException {
        try (InputStream in = WorkflowSamples.class.getClassLoader().getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("There is no " + FOLDER + file);
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Workflow workflow = WorkflowReader.read(YamlDocument.parse(yaml, file));
            return new Sample(file.substring(0, file.length() - ENDING.length()), yaml, workflow);
        }
    }
}
