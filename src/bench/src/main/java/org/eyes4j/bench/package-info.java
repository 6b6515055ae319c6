/** Measurements behind the README's numbers: side by side, alternating, medians with their spread. */
@NullMarked
package org.eyes4j.bench;

import org.jspecify.annotations.NullMarked;
