package org.eyes4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.annotation.Input;
import org.eyes4j.tools.annotation.SignatureException;
import org.eyes4j.tools.annotation.VisionTool;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EyesAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EyesAutoConfiguration.class,
                    EyesHealthAutoConfiguration.class,
                    EyesMetricsAutoConfiguration.class));

    @Test
    void should_bring_the_parts_as_beans() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(ToolRegistry.class).names()).contains("detect", "segment", "count");
            assertThat(context.getBean(Agent.class)).isNotNull();
            assertThat(context.getBean(PlanExecutor.class)).isNotNull();
            assertThat(context.getBean(SessionStore.class)).isNotNull();
        });
    }

    /** An application's own tool. */
    static class Greeter {
        @VisionTool(description = "Greets by name")
        public String greet(@Input("whom to greet") String name) {
            return "Hello, " + name;
        }
    }

    @Test
    void should_offer_methods_of_beans_as_tools() {
        runner.withBean(Greeter.class)
                .run(context -> assertThat(context.getBean(ToolRegistry.class)
                                .call(
                                        new ToolCall("greet", Map.of("name", new Value.Text("Ada"))),
                                        ToolContext.detached()))
                        .isEqualTo(ToolResult.of(new Value.Text("Hello, Ada"))));
    }

    /** One that cannot be a tool. */
    static class Wrong {
        @VisionTool(description = "Tells the time")
        public java.util.Date now() {
            return new java.util.Date();
        }
    }

    @Test
    void should_not_start_with_a_method_that_cannot_be_a_tool() {
        runner.withBean(Wrong.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(SignatureException.class)
                        .hasMessageContaining("EyesAutoConfigurationTest.Wrong.now(): its result: expected ")
                        .hasMessageEndingWith("found Date"));
    }

    @Test
    void should_go_by_the_applications_properties() {
        runner.withPropertyValues(
                        "eyes4j.runs.max-steps=7",
                        "eyes4j.pictures.max-bytes=1 MiB",
                        "eyes4j.language-models.models.My-One.provider=ollama",
                        "eyes4j.language-models.models.My-One.model=eyes:1b",
                        "eyes4j.language-models.experts.My-One[0]=caption",
                        "eyes4j.language-models.experts.My-One[1]=answer")
                .run(context -> {
                    Settings settings = context.getBean(Eyes4j.class).settings();
                    assertThat(settings.runs().maxSteps()).isEqualTo(7);
                    assertThat(settings.pictures().maxBytes()).isEqualTo(1 << 20);
                    assertThat(settings.languageModels().experts().toString()).isEqualTo("{My-One=[caption, answer]}");
                });
    }

    @Test
    void should_name_the_property_that_is_wrong() {
        runner.withPropertyValues("eyes4j.runs.max-steps=many", "eyes4j.picturs.max-side=3")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("eyes4j.runs.max-steps: expected ")
                        .hasMessageContaining("picturs"));
    }

    @Test
    void should_step_back_for_the_applications_own() {
        Eyes4j own = new Eyes4j(Map.of(), Settings.defaults());
        runner.withBean("mine", Eyes4j.class, () -> own)
                .run(context -> assertThat(context.getBean(Eyes4j.class)).isSameAs(own));
    }

    @Test
    void should_have_a_component_of_health_an_expert() {
        runner.run(context -> {
            CompositeHealthContributor health =
                    context.getBean("eyes4jHealthContributor", CompositeHealthContributor.class);
            assertThat(health.stream().map(e -> e.name()))
                    .contains("detect", "read_text")
                    .doesNotContain("count");
            Health one = ((HealthIndicator) health.getContributor("detect")).health();
            assertThat(one.getStatus().getCode()).isIn("UP", "UNKNOWN");
            assertThat(one.getDetails().get("models").toString()).contains("coco-ssd");
        });
    }

    @Test
    void should_measure_calls() {
        runner.run(context -> {
            MeterRegistry registry = new SimpleMeterRegistry();
            context.getBeansOfType(MeterBinder.class).values().forEach(b -> b.bindTo(registry));

            context.getBean(ToolRegistry.class)
                    .call(
                            new ToolCall("compute", Map.of("expression", new Value.Text("1 + "))),
                            ToolContext.detached());

            assertThat(registry.get("eyes4j.tool.calls")
                            .tag("tool", "compute")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("eyes4j.models.memory").gauge().value()).isZero();
        });
    }

    @Test
    void should_describe_every_property_to_editors() throws IOException {
        assertThat(Files.readString(ConfigurationMetadata.FILE))
                .as("written anew by running ConfigurationMetadata")
                .isEqualTo(ConfigurationMetadata.text());
    }
}
