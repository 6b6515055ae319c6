package org.eyes4j.app.server.fetch;

import javax.net.ssl.SSLSocketFactory;
import org.eyes4j.app.service.PictureFetcher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fetches pictures where the settings say so, and nothing otherwise. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FetchSettings.class)
class FetchConfiguration {

    @Bean
    PictureFetcher pictureFetcher(FetchSettings settings) {
        return settings.enabled()
                ? new UrlFetcher(
                        settings, Resolver.SYSTEM, new TlsConnector((SSLSocketFactory) SSLSocketFactory.getDefault()))
                : PictureFetcher.OFF;
    }
}
