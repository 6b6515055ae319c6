/** What flows between the steps of a plan. */
@NullMarked
package org.eyes4j.tools.value;

import org.jspecify.annotations.NullMarked;
