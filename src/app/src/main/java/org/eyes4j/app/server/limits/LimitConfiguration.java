package org.eyes4j.app.server.limits;

import java.time.Clock;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.MemoryQuotaShelf;
import org.eyes4j.app.service.QuotaShelf;
import org.eyes4j.app.service.Quotas;
import org.eyes4j.app.service.Services;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The limits, and the filters that keep them: sizes before anybody is asked who they are, rates after. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitConfiguration {

    @Bean
    Services.Limits atOnce(LimitSettings settings) {
        return settings.atOnce();
    }

    @Bean
    Quotas quotas(LimitSettings settings, ObjectProvider<QuotaShelf> shelf) {
        return new Quotas(
                shelf.getIfAvailable(MemoryQuotaShelf::new), settings.quotas().limits(), Clock.systemUTC());
    }

    @Bean
    FilterRegistrationBean<SizeFilter> sizeFilter(LimitSettings settings, Problems problems) {
        FilterRegistrationBean<SizeFilter> filter = new FilterRegistrationBean<>(new SizeFilter(settings, problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RateFilter> rateFilter(LimitSettings settings, Problems problems) {
        FilterRegistrationBean<RateFilter> filter =
                new FilterRegistrationBean<>(new RateFilter(settings.rates(), problems));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
        return filter;
    }
}
