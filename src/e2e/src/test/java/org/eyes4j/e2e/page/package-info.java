/** The chat page in a real browser, headless, as a person uses it. */
@NullMarked
package org.eyes4j.e2e.page;

import org.jspecify.annotations.NullMarked;
