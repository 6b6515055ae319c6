package org.eyes4j.app.server.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.run.RunEvent;

/**
 * Runs as spans by OpenTelemetry's conventions for generative AI: {@code invoke_agent eyes4j} around {@code execute_tool NAME}
 * and {@code chat MODEL}. No question, no text and no picture is in them. Thread-safe.
 */
final class RunSpans implements Consumer<RunEvent> {
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    private static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("eyes4j.run.id");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("eyes4j.step.cached");
    /** More runs than this at once are not followed. */
    private static final int MOST = 10_000;

    private final Tracer tracer;
    private final Map<String, Span> runs = new ConcurrentHashMap<>();
    private final Map<String, Span> steps = new ConcurrentHashMap<>();

    RunSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.RunDone done) {
            Span run = runs.remove(done.run());
            if (run != null) {
                run.end(done.at());
            }
        } else if (runs.size() < MOST) {
            told(event);
        }
    }

    private void told(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            run(started.run(), started.at());
        } else if (event instanceof RunEvent.StepStarted started) {
            Span step = child("execute_tool " + started.tool(), started.run(), started.at(), SpanKind.INTERNAL)
                    .setAttribute(OPERATION, "execute_tool")
                    .setAttribute(TOOL, started.tool())
                    .setAttribute(CALL, started.step())
                    .startSpan();
            steps.put(key(started.run(), started.step()), step);
        } else if (event instanceof RunEvent.StepDone done) {
            end(
                    done.run(),
                    done.step(),
                    done.at(),
                    span -> span.setAttribute(CACHED, done.report().cached())
                            .setAttribute(MODEL, done.report().model()));
        } else if (event instanceof RunEvent.StepFailed failed) {
            end(
                    failed.run(),
                    failed.step(),
                    failed.at(),
                    span -> span.setAttribute(ERROR, failed.failure().kind().name())
                            .setStatus(StatusCode.ERROR));
        } else if (event instanceof RunEvent.ModelAsked asked) {
            asked(asked);
        }
    }

    private void asked(RunEvent.ModelAsked asked) {
        Span span = child("chat " + asked.model(), asked.run(), asked.at().minusMillis(asked.millis()), SpanKind.CLIENT)
                .setAttribute(OPERATION, "chat")
                .setAttribute(MODEL, asked.model())
                .setAttribute("eyes4j.purpose", asked.request().purpose())
                .startSpan();
        if (asked.reply() instanceof ModelReply.Said said) {
            span.setAttribute(INPUT, said.usage().input());
            span.setAttribute(OUTPUT, said.usage().output());
        } else if (asked.reply() instanceof ModelReply.Failed failed) {
            span.setAttribute(ERROR, failed.trouble().name()).setStatus(StatusCode.ERROR);
        }
        span.end(asked.at());
    }

    private Span run(String run, Instant at) {
        return runs.computeIfAbsent(
                run,
                id -> tracer.spanBuilder("invoke_agent eyes4j")
                        .setNoParent()
                        .setStartTimestamp(at)
                        .setAttribute(OPERATION, "invoke_agent")
                        .setAttribute(AGENT, "eyes4j")
                        .setAttribute(CONVERSATION, id)
                        .startSpan());
    }

    private SpanBuilder child(String name, String run, Instant at, SpanKind kind) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(run(run, at)))
                .setSpanKind(kind)
                .setStartTimestamp(at);
    }

    private void end(String run, String step, Instant at, Consumer<Span> told) {
        Span span = steps.remove(key(run, step));
        if (span != null) {
            told.accept(span);
            span.end(at.toEpochMilli(), TimeUnit.MILLISECONDS);
        }
    }

    private static String key(String run, String step) {
        return run + "/" + step;
    }
}
