package org.eyes4j.app.wiring;

import java.util.Map;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.SettingsLoader;

/** The parts of the program put together, each made when it is first asked for. */
public final class Eyes4j implements AutoCloseable {
    private final Settings settings;
    private final Home home;

    /**
     * @param environment usually {@code System.getenv()}
     * @throws org.eyes4j.config.yaml.FaultyDocumentException if the settings have faults
     */
    public Eyes4j(Map<String, String> environment) {
        this.settings = SettingsLoader.load(environment);
        this.home = Home.of(environment, System.getProperties());
        LogFile.install(home.data().resolve("eyes4j.log"));
    }

    public Settings settings() {
        return settings;
    }

    public Home home() {
        return home;
    }

    @Override
    public void close() {}
}
