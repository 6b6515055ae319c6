/** What a model is: its manifest, and the catalogue of those that are known. */
@NullMarked
package org.eyes4j.config.model;

import org.jspecify.annotations.NullMarked;
