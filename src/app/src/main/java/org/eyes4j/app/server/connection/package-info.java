/**
 * Connections, looked at while their requests are worked on, to notice a client that has gone. Tomcat does not look by itself
 * between reading a request and writing its answer.
 */
@NullMarked
package org.eyes4j.app.server.connection;

import org.jspecify.annotations.NullMarked;
