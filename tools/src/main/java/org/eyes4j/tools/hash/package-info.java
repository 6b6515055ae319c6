/** Content by its hash. */
@NullMarked
package org.eyes4j.tools.hash;

import org.jspecify.annotations.NullMarked;
