package org.eyes4j.app.server.keep;

import java.time.Clock;
import org.eyes4j.app.server.ServerFault;
import org.eyes4j.app.service.Artifacts;
import org.eyes4j.app.service.QuotaShelf;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.StoreException;
import org.eyes4j.app.store.StoreLocation;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.wiring.Eyes4j;
import org.eyes4j.wiring.MachinesException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, and what is kept in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreSettings.class, ShutdownSettings.class, RetentionSettings.class})
class KeepConfiguration {

    /** Opened on a thread of its own while the other beans are made; {@link RunsLifecycle} waits for it. */
    @Bean
    Store store(Eyes4j eyes4j, StoreSettings settings) {
        StoreLocation location = location(eyes4j, settings);
        Store store = Store.at(location, eyes4j.home().cache().resolve("natives"), Clock.systemUTC());
        Thread opening = new Thread(
                () -> {
                    try {
                        store.prepare();
                    } catch (RuntimeException e) {
                        // Tried again, and told, by whoever needs it first.
                        return;
                    }
                },
                "store-opening");
        opening.setDaemon(true);
        opening.start();
        return store;
    }

    private static StoreLocation location(Eyes4j eyes4j, StoreSettings settings) {
        try {
            return StoreLocation.of(settings.url(), settings.user(), settings.passwordFile(), eyes4j.home());
        } catch (StoreException e) {
            throw new ServerFault(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    Services.Shelves shelves(Store store, Eyes4j eyes4j) {
        ArtifactStore bytes = bytes(eyes4j);
        eyes4j.keepPassing(passing -> Artifacts.passing(passing, store.artifacts(), Clock.systemUTC()));
        return new Services.Shelves(
                store.runs(),
                store.calls(),
                store.artifacts(),
                store.idempotency(),
                store.sessions(bytes, eyes4j.home().sessions()),
                bytes);
    }

    private static ArtifactStore bytes(Eyes4j eyes4j) {
        try {
            return eyes4j.artifacts();
        } catch (MachinesException e) {
            throw new ServerFault(String.valueOf(e.getMessage()));
        }
    }

    /** After the shelves, which say how passing values are kept. */
    @Bean
    WorkerLifecycle workerLifecycle(Eyes4j eyes4j, Services.Shelves shelves) {
        return new WorkerLifecycle(eyes4j);
    }

    @Bean
    QuotaShelf quotaShelf(Store store) {
        return store.quotas();
    }

    @Bean
    Sweeper sweeper(Store store, Services.Shelves shelves, Eyes4j eyes4j, RetentionSettings settings) {
        return new Sweeper(
                store,
                settings.retention(
                        eyes4j.settings().runs().keep(),
                        eyes4j.settings().sessions().keep()),
                shelves.bytes(),
                shelves.sessions(),
                settings.sweep());
    }

    @Bean
    RunsLifecycle runsLifecycle(Store store, Services services, ShutdownSettings settings) {
        return new RunsLifecycle(store, services.runs(), settings.grace());
    }
}
