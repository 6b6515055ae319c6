/**
 * {@code /mcp}: the Model Context Protocol over Streamable HTTP, on the SDK's sessions. The servlet is ours, since the SDK's
 * holds a thread for every request, lets anybody use anybody's session, keeps as many as come and cannot go on with a stream
 * that broke. Hosts, origins, keys: {@link org.eyes4j.app.server.security}.
 */
@NullMarked
package org.eyes4j.app.server.mcp;

import org.jspecify.annotations.NullMarked;
