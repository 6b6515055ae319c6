/** How this machine reaches others. */
@NullMarked
package org.eyes4j.config.network;

import org.jspecify.annotations.NullMarked;
