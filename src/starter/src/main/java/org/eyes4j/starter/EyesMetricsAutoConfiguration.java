package org.eyes4j.starter;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Metrics of experts and language models, where the application has Micrometer. */
@AutoConfiguration(after = EyesAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
public class EyesMetricsAutoConfiguration {

    @Bean
    public MeterBinder eyes4jMetrics(Eyes4j eyes4j) {
        return new EyesMetrics(eyes4j);
    }
}
