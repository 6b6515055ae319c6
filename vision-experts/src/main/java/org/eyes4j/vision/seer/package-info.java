/** Language models that see, as experts: asked for a form, and its coordinates mapped back to pixels. */
@NullMarked
package org.eyes4j.vision.seer;

import org.jspecify.annotations.NullMarked;
