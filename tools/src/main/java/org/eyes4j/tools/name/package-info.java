/** Names that were probably meant. */
@NullMarked
package org.eyes4j.tools.name;

import org.jspecify.annotations.NullMarked;
