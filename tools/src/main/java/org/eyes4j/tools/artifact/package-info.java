/** Content-addressed storage of values and pictures. */
@NullMarked
package org.eyes4j.tools.artifact;

import org.jspecify.annotations.NullMarked;
