/** Names that were probably meant. */
@NullMarked
package org.eyes4j.config.name;

import org.jspecify.annotations.NullMarked;
