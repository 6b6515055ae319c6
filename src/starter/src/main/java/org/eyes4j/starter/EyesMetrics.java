package org.eyes4j.starter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.wiring.Eyes4j;

/**
 * What is measured: {@code eyes4j.tool.calls} (time and number, by tool, model and outcome), {@code eyes4j.steps} (by tool,
 * and whether a value of an earlier call stood in), {@code eyes4j.models.memory}, {@code eyes4j.model.memory} (by model), {@code eyes4j.language.model.calls} (time and
 * number, by model, purpose and outcome), {@code eyes4j.language.model.tokens} and {@code …cost}.
 */
final class EyesMetrics implements MeterBinder {
    private final Eyes4j eyes4j;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    EyesMetrics(Eyes4j eyes4j) {
        this.eyes4j = eyes4j;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        eyes4j.observe((tool, result, nanos) -> called(registry, tool, result, nanos));
        eyes4j.listen(event -> {
            if (event instanceof RunEvent.StepDone done) {
                registry.counter(
                                "eyes4j.steps",
                                "tool",
                                done.report().tool(),
                                "cached",
                                Boolean.toString(done.report().cached()))
                        .increment();
            } else if (event instanceof RunEvent.ModelAsked asked) {
                asked(registry, asked);
            }
        });
        Gauge.builder("eyes4j.models.memory", eyes4j, Eyes4j::modelMemory)
                .description("What loaded models take")
                .baseUnit("bytes")
                .register(registry);
    }

    private void called(MeterRegistry registry, ToolSpecification tool, ToolResult result, long nanos) {
        boolean done = result instanceof ToolResult.Success;
        if (result instanceof ToolResult.Success s && !s.model().isEmpty() && seen.add(s.model())) {
            Gauge.builder("eyes4j.model.memory", eyes4j, e -> e.modelMemory(s.model()))
                    .description("What a model takes while it is loaded")
                    .tag("model", s.model())
                    .baseUnit("bytes")
                    .register(registry);
        }
        Timer.builder("eyes4j.tool.calls")
                .description("Calls of tools")
                .tag("tool", tool.name())
                .tag(
                        "model",
                        result instanceof ToolResult.Success s && !s.model().isEmpty() ? s.model() : "none")
                .tag("outcome", done ? "done" : lower(((ToolResult.Failure) result).kind()))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    private void asked(MeterRegistry registry, RunEvent.ModelAsked asked) {
        ModelReply reply = asked.reply();
        Timer.builder("eyes4j.language.model.calls")
                .description("Questions to language models")
                .tag("model", asked.model())
                .tag("purpose", asked.request().purpose())
                .tag("outcome", reply instanceof ModelReply.Failed failed ? lower(failed.trouble()) : "done")
                .register(registry)
                .record(Duration.ofMillis(asked.millis()));
        if (reply instanceof ModelReply.Said said) {
            tokens(registry, asked.model(), "input", said.usage().input());
            tokens(registry, asked.model(), "output", said.usage().output());
            eyes4j.languageModels()
                    .find(asked.model())
                    .flatMap(LanguageModel::price)
                    .ifPresent(price -> Counter.builder("eyes4j.language.model.cost")
                            .description("By the prices of the settings")
                            .tag("model", asked.model())
                            .tag("currency", price.currency())
                            .register(registry)
                            .increment(
                                    price.of(said.usage().input(), said.usage().output())));
        }
    }

    private static void tokens(MeterRegistry registry, String model, String direction, long count) {
        registry.counter("eyes4j.language.model.tokens", "model", model, "direction", direction)
                .increment(count);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
