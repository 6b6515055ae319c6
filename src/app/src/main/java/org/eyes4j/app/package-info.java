/** The {@code eyes4j} command. */
@NullMarked
package org.eyes4j.app;

import org.jspecify.annotations.NullMarked;
