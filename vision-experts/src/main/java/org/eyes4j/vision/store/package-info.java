/** Where models are kept: fetched from several kinds of source, verified, installed whole or not at all. */
@NullMarked
package org.eyes4j.vision.store;

import org.jspecify.annotations.NullMarked;
