package org.eyes4j.app.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class ServerMetadataTest {
    @Test
    void should_describe_every_setting_of_the_server() throws Exception {
        Set<String> described = new TreeSet<>();
        for (JsonNode property :
                new ObjectMapper().readTree(ServerMetadata.text()).get("properties")) {
            described.add(property.get("name").textValue());
            assertThat(property.get("description").textValue())
                    .as("the comment of %s in application.yml", property.get("name"))
                    .isNotBlank();
        }

        assertThat(described).containsAll(declared());
    }

    /** The components of all records of settings. */
    private static List<String> declared() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<String> names = new ArrayList<>();
        for (var bean : scan.findCandidateComponents("org.eyes4j.app.server")) {
            Class<?> type = Class.forName(bean.getBeanClassName());
            add(type.getAnnotation(ConfigurationProperties.class).prefix(), type, names);
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static void add(String prefix, Class<?> type, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()) {
                add(name, component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    @Test
    void should_have_told_editors() throws IOException {
        assertThat(Files.readString(ServerMetadata.FILE))
                .as("written anew by running ServerMetadata")
                .isEqualTo(ServerMetadata.text());
    }
}
