package org.eyes4j.app.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Swagger UI that is on the class path, by its own account. */
final class SwaggerUi {
    static final String VERSION = version();

    private SwaggerUi() {}

    private static String version() {
        String file = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
        try (InputStream in = SwaggerUi.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("There is no Swagger UI on the class path: " + file);
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
