/** CEL expressions over values: typed, terminating, never eval. */
@NullMarked
package org.eyes4j.tools.expression;

import org.jspecify.annotations.NullMarked;
