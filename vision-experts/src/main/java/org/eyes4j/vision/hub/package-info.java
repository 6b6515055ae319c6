/** Model repositories in the layout of model hubs: their files, their settings, and which family they belong to. */
@NullMarked
package org.eyes4j.vision.hub;

import org.jspecify.annotations.NullMarked;
