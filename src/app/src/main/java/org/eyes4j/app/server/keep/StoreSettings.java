package org.eyes4j.app.server.keep;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server keeps what it knows.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/NAME}; empty for server.db in the user's folder
 * @param user of PostgreSQL
 * @param passwordFile whose first line is the password of PostgreSQL
 */
@ConfigurationProperties(prefix = "eyes4j.server.store", ignoreUnknownFields = false)
record StoreSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String passwordFile) {}
