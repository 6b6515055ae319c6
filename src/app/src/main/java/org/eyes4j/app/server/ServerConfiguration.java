package org.eyes4j.app.server;

import org.eyes4j.app.service.PictureFetcher;
import org.eyes4j.app.service.Quotas;
import org.eyes4j.app.service.Services;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The server's beans: what the doors ask for, and the doors, each in its package below this one. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan
class ServerConfiguration {

    @Bean
    Services services(
            Eyes4j eyes4j, Services.Shelves shelves, Services.Limits limits, Quotas quotas, PictureFetcher fetcher) {
        return Services.of(eyes4j, shelves, limits, quotas, fetcher);
    }
}
