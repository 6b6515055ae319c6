/** Tools that need no model: cutting, choosing, counting, measuring, relating, comparing, drawing, hiding, saving. */
@NullMarked
package org.eyes4j.tools.basic;

import org.jspecify.annotations.NullMarked;
