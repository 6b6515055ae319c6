/**
 * The Model Context Protocol, for both its transports: what is said is the official SDK's, who says what is ours. {@link
 * org.eyes4j.app.mcp.McpProtocol} answers requests from an {@link org.eyes4j.app.mcp.McpOffer}; {@link
 * org.eyes4j.app.mcp.EyesOffer} is what this program offers. Plain Java.
 */
@NullMarked
package org.eyes4j.app.mcp;

import org.jspecify.annotations.NullMarked;
