/** How much, how large, how often: limits of requests to the byte, rates for each key, quotas for each day. */
@NullMarked
package org.eyes4j.app.server.limits;

import org.jspecify.annotations.NullMarked;
