/** The REST API under {@code /api/v1}: tools, runs, artifacts, sessions, models. Translates requests into what {@link org.eyes4j.app.service} is asked, and nothing more. */
@NullMarked
package org.eyes4j.app.server.api;

import org.jspecify.annotations.NullMarked;
