/**
 * What went wrong, told to clients: problem details (RFC 9457) everywhere, another form below the paths of an {@link
 * org.eyes4j.app.server.problem.ErrorForm}; from controllers, from filters, from Spring and from Tomcat alike, never with a
 * stack trace.
 */
@NullMarked
package org.eyes4j.app.server.problem;

import org.jspecify.annotations.NullMarked;
