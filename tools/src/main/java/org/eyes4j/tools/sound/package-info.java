/** Sound as samples. */
@NullMarked
package org.eyes4j.tools.sound;

import org.jspecify.annotations.NullMarked;
