/** Tools as plain methods: what they take and give is read from their signature and its annotations. */
@NullMarked
package org.eyes4j.tools.annotation;

import org.jspecify.annotations.NullMarked;
