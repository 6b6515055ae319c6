package org.eyes4j.starter;

import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Health of {@code eyes4j}, a component an expert: up where a model that serves it is installed, unknown where one would have to be
 * pulled first, which does not make the whole unhealthy. Nothing is loaded for it.
 */
@AutoConfiguration(after = EyesAutoConfiguration.class)
@ConditionalOnClass(HealthContributor.class)
public class EyesHealthAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean(name = "eyes4jHealthContributor")
    public HealthContributor eyes4jHealthContributor(Eyes4j eyes4j) {
        return new Experts(eyes4j);
    }

    /** The components; looked at only when someone asks for health. */
    private record Experts(Eyes4j eyes4j) implements CompositeHealthContributor {
        @Override
        public @Nullable HealthContributor getContributor(String name) {
            return eyes4j.tools()
                    .specification(name)
                    .filter(this::isExpert)
                    .map(this::indicator)
                    .orElse(null);
        }

        @Override
        public Stream<Entry> stream() {
            return eyes4j.tools().specifications().stream()
                    .filter(this::isExpert)
                    .map(tool -> new Entry(tool.name(), indicator(tool)));
        }

        private boolean isExpert(ToolSpecification tool) {
            return eyes4j.tools().find(tool.name()).orElse(null) instanceof Expert;
        }

        private HealthContributor indicator(ToolSpecification tool) {
            return (HealthIndicator) () -> health(eyes4j, tool);
        }
    }

    private static Health health(Eyes4j eyes4j, ToolSpecification tool) {
        List<String> known =
                eyes4j.models(tool).stream().map(ModelManifest::name).toList();
        List<String> installed = eyes4j.models(tool).stream()
                .filter(m -> m.isLanguageModel() || eyes4j.store().installed(m).isPresent())
                .map(ModelManifest::name)
                .toList();
        return (installed.isEmpty() ? Health.unknown() : Health.up())
                .withDetail("installed", installed)
                .withDetail("models", known)
                .build();
    }
}
