/** Experts that arrive from elsewhere: what a plugin is, where it lies, and who loads it. */
@NullMarked
package org.eyes4j.plugins;

import org.jspecify.annotations.NullMarked;
