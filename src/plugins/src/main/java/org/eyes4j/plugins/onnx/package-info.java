/** Plugins that are a file of a model and a few lines of YAML. */
@NullMarked
package org.eyes4j.plugins.onnx;

import org.jspecify.annotations.NullMarked;
