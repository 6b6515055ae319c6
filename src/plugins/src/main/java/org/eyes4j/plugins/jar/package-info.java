/** Plugins that are Java code: in jars with class loaders of their own, or on the class path. */
@NullMarked
package org.eyes4j.plugins.jar;

import org.jspecify.annotations.NullMarked;
