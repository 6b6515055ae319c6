/** What authors of tools test them with. */
@NullMarked
package org.eyes4j.testkit;

import org.jspecify.annotations.NullMarked;
