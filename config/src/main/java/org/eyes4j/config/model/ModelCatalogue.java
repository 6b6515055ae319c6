package org.eyes4j.config.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/** The models that are known: those shipped, and those of the user's own folder. Immutable. */
public final class ModelCatalogue {
    private static final String SHIPPED = "/org/eyes4j/config/models/";

    private final Map<String, ModelManifest> manifests;

    /** A catalogue of given manifests; of two with one name the later one counts. */
    public ModelCatalogue(Collection<ModelManifest> manifests) {
        Map<String, ModelManifest> byName = new TreeMap<>();
        manifests.forEach(m -> byName.put(m.name(), m));
        this.manifests = byName;
    }

    /** The models that eyes4j ships manifests of. */
    public static ModelCatalogue shipped() {
        ManifestReader reader = new ManifestReader();
        return new ModelCatalogue(
                shippedDocuments().stream().map(reader::readShipped).toList());
    }

    static List<YamlDocument> shippedDocuments() {
        return resource("index.txt")
                .lines()
                .map(file -> YamlDocument.parse(resource(file), file))
                .toList();
    }

    /**
     * The shipped models and those of a folder's {@code *.yaml} files. A user's manifest replaces a shipped one of the same
     * name.
     *
     * @param folder may be missing
     * @throws FaultyDocumentException with the faults of all wrong files together
     */
    public static ModelCatalogue shippedAnd(Path folder) {
        List<ModelManifest> all = new ArrayList<>(shipped().all());
        all.addAll(ofFolder(folder));
        return new ModelCatalogue(all);
    }

    /** These models and others; of two with one name the other counts. */
    public ModelCatalogue and(Collection<ModelManifest> others) {
        List<ModelManifest> all = new ArrayList<>(manifests.values());
        all.addAll(others);
        return new ModelCatalogue(all);
    }

    private static List<ModelManifest> ofFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        ManifestReader reader = new ManifestReader();
        List<ModelManifest> manifests = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                try {
                    manifests.add(reader.read(YamlDocument.read(file)));
                } catch (FaultyDocumentException e) {
                    faults.addAll(e.faults());
                }
            }
        } catch (IOException e) {
            faults.add(new Fault(folder.toString(), 0, 0, "", "a readable folder of manifests", e.toString()));
        }
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return manifests;
    }

    /** All models, by name. */
    public List<ModelManifest> all() {
        return List.copyOf(manifests.values());
    }

    /**
     * The model of a name.
     *
     * @throws UnknownModelException if there is none, with the nearest name
     */
    public ModelManifest find(String name) {
        ModelManifest manifest = manifests.get(name);
        if (manifest == null) {
            String near = NearestName.hint(name, manifests.keySet());
            throw new UnknownModelException("Unknown model `" + name + "`" + (near.isEmpty() ? "." : near) + " Known: "
                    + String.join(", ", manifests.keySet()));
        }
        return manifest;
    }

    /** The models that serve a tool, by {@link Policy#BALANCED}; empty when there is none. */
    public List<ModelManifest> byCapability(String capability) {
        return byCapability(capability, Policy.BALANCED);
    }

    /** The models that serve a tool, in the order of a policy; empty when there is none. */
    public List<ModelManifest> byCapability(String capability, Policy policy) {
        return manifests.values().stream()
                .filter(m -> m.capabilities().contains(capability))
                .sorted(policy.order())
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = ModelCatalogue.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IllegalStateException("The shipped manifest " + SHIPPED + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
