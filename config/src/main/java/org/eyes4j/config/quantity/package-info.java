/** Amounts of bytes as people write and read them. */
@NullMarked
package org.eyes4j.config.quantity;

import org.jspecify.annotations.NullMarked;
