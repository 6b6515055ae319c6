package org.eyes4j.app.server.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.eyes4j.app.server.stream.EventStreams;
import org.eyes4j.app.service.Services;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server tells of itself, beside health. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpsSettings.class)
class OpsConfiguration {

    @Bean(destroyMethod = "close")
    ServerLog serverLog(OpsSettings settings) {
        return ServerLog.install(settings, System.err);
    }

    @Bean
    MeterBinder serverGauges(Services services, EventStreams streams) {
        return registry -> {
            Gauge.builder("eyes4j.runs.working", services.runs(), r -> r.working())
                    .description("Runs that work")
                    .register(registry);
            Gauge.builder("eyes4j.runs.waiting", services.runs(), r -> r.waiting())
                    .description("Runs that wait")
                    .register(registry);
            Gauge.builder("eyes4j.calls.waiting", services.calls(), c -> c.waiting())
                    .description("Calls of tools that wait")
                    .register(registry);
            Gauge.builder("eyes4j.streams", streams, s -> s.listening())
                    .description("Clients that listen to events")
                    .register(registry);
        };
    }

    /** Spans are sent in the background, a batch at a time; what cannot be sent is dropped. */
    @Bean(destroyMethod = "close")
    @ConditionalOnExpression("'${eyes4j.server.telemetry.otlp:}' != ''")
    SdkTracerProvider spans(OpsSettings settings, Eyes4j eyes4j) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "eyes4j")))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(settings.otlp())
                                .build())
                        .build())
                .build();
        eyes4j.listen(new RunSpans(provider.get("org.eyes4j")));
        return provider;
    }
}
