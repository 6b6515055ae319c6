/** YAML from outside, read within limits, with the place of every fault. */
@NullMarked
package org.eyes4j.config.yaml;

import org.jspecify.annotations.NullMarked;
