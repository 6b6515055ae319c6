/** Events of runs as server-sent events to any number of clients, each at its own pace, none of which holds a thread; and what notices that a client has gone. */
@NullMarked
package org.eyes4j.app.server.stream;

import org.jspecify.annotations.NullMarked;
