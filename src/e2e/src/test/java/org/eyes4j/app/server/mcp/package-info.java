/** A server for the protocol's own conformance suite: what it expects to find, on our transport and our protocol. Tests only. */
@NullMarked
package org.eyes4j.app.server.mcp;

import org.jspecify.annotations.NullMarked;
