package org.eyes4j.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small projects that work as they stand, one a way of arriving. */
public final class PluginTemplates {
    private static final String RESOURCES = "/org/eyes4j/plugins/new/";
    private static final Map<String, List<String>> FILES = new LinkedHashMap<>();

    static {
        List<String> java = List.of(
                "pom.xml",
                "README.md",
                "src/main/java/plugin/PictureTools.java",
                "src/main/resources/META-INF/services/org.eyes4j.tools.annotation.VisionTools",
                "src/test/java/plugin/PictureToolsTest.java");
        List<String> jar = new ArrayList<>(java);
        jar.add("src/main/resources/plugin.yml");
        FILES.put("class", java);
        FILES.put("jar", List.copyOf(jar));
        FILES.put("onnx", List.of("plugin.yml", "README.md", "model.onnx"));
        FILES.put("http", List.of("plugin.yml", "README.md", "openapi.yaml", "Service.java"));
    }

    private PluginTemplates() {}

    /** Kinds that there is one for. */
    public static List<String> kinds() {
        return List.copyOf(FILES.keySet());
    }

    /**
     * Writes one.
     *
     * @param folder made; must not be there yet
     * @param version of eyes4j, that it is built against
     * @return its files
     * @throws IllegalArgumentException with a message for a person if the name, the kind or the folder will not do
     */
    public static List<Path> write(String name, String kind, Path folder, String version) throws IOException {
        if (!PluginReader.NAME.matcher(name).matches() || name.length() > 60) {
            throw new IllegalArgumentException(
                    "A plugin's name is lower-case words joined by hyphens, as bird-finder; got '" + name + "'");
        }
        List<String> files = FILES.get(kind);
        if (files == null) {
            throw new IllegalArgumentException(
                    "There is a project for each of " + String.join(", ", FILES.keySet()) + "; got '" + kind + "'");
        }
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(
                    "There is something at " + folder + " already; give another name or --dir");
        }
        List<Path> written = new ArrayList<>();
        for (String file : files) {
            Path place = folder.resolve(file);
            Files.createDirectories(place.getParent());
            Files.write(place, content(kind, file, name, version));
            written.add(place);
        }
        return written;
    }

    private static byte[] content(String kind, String file, String name, String version) throws IOException {
        String shared = kind.equals("class") && !file.equals("README.md") ? "jar" : kind;
        try (InputStream in = PluginTemplates.class.getResourceAsStream(RESOURCES + shared + "/" + resource(file))) {
            if (in == null) {
                throw new IllegalStateException("The template " + shared + "/" + file + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            return file.endsWith(".onnx")
                    ? bytes
                    : new String(bytes, StandardCharsets.UTF_8)
                            .replace("@name@", name)
                            .replace("@tool@", name.replace('-', '_'))
                            .replace("@version@", version)
                            .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Resources of a Maven module that look like its own are better not called so. */
    private static String resource(String file) {
        return file.substring(file.lastIndexOf('/') + 1) + (file.endsWith(".onnx") ? "" : ".txt");
    }
}
