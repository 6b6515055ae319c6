package org.eyes4j.app.server;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eyes4j.wiring.Eyes4j;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A server that runs. Close it to end it, gracefully. */
public final class Server implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final CountDownLatch over;

    private Server(ConfigurableApplicationContext context, CountDownLatch over) {
        this.context = context;
        this.over = over;
    }

    /**
     * Starts one and comes back when it is ready.
     *
     * @param eyes4j the program's parts; closed by whoever made them, after the server
     * <p>Its settings are those of {@code application.yml}, over them those of {@code server.yml} in the data folder and of
     * Spring's usual places.
     *
     * @param properties Spring's, over all others
     * @throws ServerFault if a setting, or what surrounds it, keeps it from starting
     */
    public static Server start(Eyes4j eyes4j, Map<String, Object> properties) {
        // Logging is ours already; Spring would begin it anew.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        CountDownLatch over = new CountDownLatch(1);
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "spring.config.additional-location",
                "optional:" + eyes4j.home().data().resolve("server.yml").toUri()));
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("eyes4j", eyes4j);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new org.springframework.core.env.MapPropertySource(
                            "eyes4j serve", new LinkedHashMap<>(properties)));
        });
        application.addListeners(event -> {
            if (event instanceof ContextClosedEvent) {
                over.countDown();
            }
        });
        try {
            return new Server(application.run(), over);
        } catch (RuntimeException e) {
            throw StartFaults.told(e).map(RuntimeException.class::cast).orElse(e);
        }
    }

    /** The port it listens on. */
    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? 0 : server.getPort();
    }

    /** What it is made of. */
    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Waits until it is closed, by a signal or by another thread. */
    public void join() throws InterruptedException {
        over.await();
    }

    @Override
    public void close() {
        context.close();
    }
}
