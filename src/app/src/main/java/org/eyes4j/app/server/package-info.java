/** The server: one Spring Boot application in which the doors of the web stand side by side. Doors translate; what they ask for is done by {@link org.eyes4j.app.service}. */
@NullMarked
package org.eyes4j.app.server;

import org.jspecify.annotations.NullMarked;
