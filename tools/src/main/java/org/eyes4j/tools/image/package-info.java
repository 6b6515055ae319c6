/** Pictures as plain pixels, and what can be done with them without a model. */
@NullMarked
package org.eyes4j.tools.image;

import org.jspecify.annotations.NullMarked;
