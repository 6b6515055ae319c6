/**
 * ONNX Runtime, wrapped once. This is the only package that knows it: experts see {@link
 * org.eyes4j.vision.onnx.OnnxEngine}, {@link org.eyes4j.vision.onnx.OnnxModel} and {@link
 * org.eyes4j.vision.onnx.Tensor}. Nothing native is loaded before the first model is.
 */
@NullMarked
package org.eyes4j.vision.onnx;

import org.jspecify.annotations.NullMarked;
