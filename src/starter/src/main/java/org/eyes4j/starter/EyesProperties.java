package org.eyes4j.starter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Spring's properties {@code eyes4j.…} as a document of settings: {@code eyes4j.runs.max-steps} is {@code runs.max_steps} there.
 * Environment variables are left to eyes4j, which reads them itself and over these.
 */
final class EyesProperties {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("eyes4j");
    private static final ConfigurationPropertyName SERVER = ROOT.append("server");
    /** Below these stand names that users give. */
    private static final List<String> NAMED = List.of("language_models/models", "language_models/experts");

    private EyesProperties() {}

    /** The document; empty where nothing is set. */
    static YamlDocument read(ConfigurableEnvironment environment) {
        Map<ConfigurationPropertyName, Object> found = new TreeMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
                    || StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(
                            String.valueOf(source.getUnderlyingSource()))) {
                continue;
            }
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(name -> ROOT.isAncestorOf(name) && !SERVER.isAncestorOf(name))
                        .forEach(name -> {
                            ConfigurationProperty property = iterable.getConfigurationProperty(name);
                            if (property != null && property.getValue() != null) {
                                found.putIfAbsent(name, property.getValue());
                            }
                        });
            }
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        found.forEach((name, value) -> put(root, name, value(value, environment)));
        return YamlDocument.parse(root.toString(), "the properties eyes4j.*");
    }

    private static void put(ObjectNode root, ConfigurationPropertyName name, JsonNode value) {
        JsonNode at = root;
        StringBuilder path = new StringBuilder();
        int last = name.getNumberOfElements() - 1;
        for (int i = 1; i <= last; i++) {
            boolean named = NAMED.contains(path.toString());
            String key = named
                    ? name.getElement(i, Form.ORIGINAL)
                    : name.getElement(i, Form.DASHED).replace('-', '_');
            path.append(path.isEmpty() ? "" : "/").append(key);
            JsonNode next = i == last
                    ? value
                    : name.isNumericIndex(i + 1)
                            ? JsonNodeFactory.instance.arrayNode()
                            : JsonNodeFactory.instance.objectNode();
            if (at instanceof ArrayNode array) {
                array.add(next);
                at = next;
            } else if (at instanceof ObjectNode object) {
                if (i == last || !object.has(key)) {
                    object.set(key, next);
                }
                at = object.get(key);
            }
        }
    }

    /** Text of properties files as what it says; the schema tells what does not fit. */
    private static JsonNode value(Object value, ConfigurableEnvironment environment) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value instanceof Boolean flag) {
            return json.booleanNode(flag);
        } else if (value instanceof Number number) {
            return json.numberNode(new BigDecimal(number.toString()));
        }
        String text = environment.resolvePlaceholders(value.toString()).strip();
        if (text.equals("true") || text.equals("false")) {
            return json.booleanNode(Boolean.parseBoolean(text));
        } else if (text.matches("-?[0-9]{1,18}")) {
            return json.numberNode(Long.parseLong(text));
        } else if (text.matches("-?[0-9]{1,15}[.][0-9]{1,15}")) {
            return json.numberNode(new BigDecimal(text));
        }
        return json.textNode(text);
    }

    /** Faults by the properties' names. */
    static IllegalStateException told(FaultyDocumentException faulty) {
        StringBuilder text = new StringBuilder("eyes4j cannot start with these settings:");
        for (Fault fault : faulty.faults()) {
            String property =
                    fault.path().isEmpty() ? "" : "eyes4j." + fault.path().replace('_', '-') + ": ";
            text.append("\n  ")
                    .append(
                            fault.file().startsWith("the properties")
                                    ? property
                                    : fault.file() + ": " + fault.path() + ": ")
                    .append("expected ")
                    .append(fault.expected())
                    .append(", found ")
                    .append(fault.found());
        }
        return new IllegalStateException(text.toString());
    }
}
