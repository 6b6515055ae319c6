/** A fence around tools that others wrote: what goes wrong in one stays in it. */
@NullMarked
package org.eyes4j.tools.guard;

import org.jspecify.annotations.NullMarked;
