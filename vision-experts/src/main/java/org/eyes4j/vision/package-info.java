/** The experts of this module, together. */
@NullMarked
package org.eyes4j.vision;

import org.jspecify.annotations.NullMarked;
