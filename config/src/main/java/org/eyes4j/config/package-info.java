/** Settings, folders of the user, and the catalogue of models. Knows no sibling module. */
@NullMarked
package org.eyes4j.config;

import org.jspecify.annotations.NullMarked;
