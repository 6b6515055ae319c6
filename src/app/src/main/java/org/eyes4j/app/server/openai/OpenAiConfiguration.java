package org.eyes4j.app.server.openai;

import org.eyes4j.app.service.Services;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this door's controllers share. */
@Configuration(proxyBeanMethods = false)
class OpenAiConfiguration {
    @Bean
    Pictures openAiPictures(Services services) {
        return new Pictures(services.artifacts(), services.values());
    }

    @Bean
    Chains openAiChains(Services services) {
        return new Chains(services.conversations());
    }

    @Bean
    Embeddings openAiEmbeddings(Services services, Pictures pictures) {
        return new Embeddings(services, pictures);
    }
}
