/**
 * The importer of TensorFlow.js graph models: reads {@code model.json} and its weight files, and writes an ONNX file (opset 13, IR 8)
 * that computes the same. It needs no TensorFlow and no ONNX library.
 *
 * <p>Everything read here was downloaded, so it is untrusted: sizes are bounded ({@link org.eyes4j.vision.tfjs.TfjsLimits}), offsets and
 * shapes are checked, and weight files may not lie outside the model's folder.
 *
 * <p>Layout: TensorFlow.js keeps pictures as NHWC, ONNX Runtime convolves NCHW. A tensor keeps the layout of the operator that made it, and
 * is transposed only where an operator needs the other one; element-wise operators, padding, concatenation and resizing follow their inputs.
 */
@NullMarked
package org.eyes4j.vision.tfjs;

import org.jspecify.annotations.NullMarked;
