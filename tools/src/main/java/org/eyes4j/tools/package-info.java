/** What a tool is, what it takes and gives, and where tools are found. */
@NullMarked
package org.eyes4j.tools;

import org.jspecify.annotations.NullMarked;
