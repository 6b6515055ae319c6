/** Who may ask what: keys and tokens, hosts and origins, headers, rates and limits. */
@NullMarked
package org.eyes4j.app.server.security;

import org.jspecify.annotations.NullMarked;
