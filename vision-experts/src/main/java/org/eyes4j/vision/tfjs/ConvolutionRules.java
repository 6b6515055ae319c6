package org.eyes4j.vision.tfjs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.tfjs.Operand.Constant;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Convolutions, with what TensorFlow's optimiser fused into them, and batch normalisation. */
final class ConvolutionRules {
    private ConvolutionRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "Conv2D", s -> convolution(s, false),
                "_FusedConv2D", s -> convolution(s, false),
                "DepthwiseConv2dNative", s -> convolution(s, true),
                "DepthwiseConv2d", s -> convolution(s, true),
                "FusedDepthwiseConv2dNative", s -> convolution(s, true),
                "FusedBatchNorm", ConvolutionRules::batchNormalization,
                "FusedBatchNormV2", ConvolutionRules::batchNormalization,
                "FusedBatchNormV3", ConvolutionRules::batchNormalization);
    }

    private static void convolution(Step step, boolean depthwise) {
        step.require(TfjsType.FLOAT32);
        Shape x = step.shape(0, 4);
        Shape filter = step.shape(1, 4);
        if (filter.dim(2) != x.dim(3)) {
            throw new UnsupportedGraph("a filter of shape " + filter + " on an input of shape " + x);
        }
        Window window = Window.of(step, x, filter.dim(0), filter.dim(1));
        int channels = depthwise ? filter.dim(2) * filter.dim(3) : filter.dim(3);
        List<String> inputs = new ArrayList<>(List.of(step.channelsFirst(0), filter(step, depthwise, channels)));
        Fused fused = Fused.of(step, 2);
        fused.bias().ifPresent(bias -> {
            step.shape(bias, 1);
            inputs.add(step.plain(bias));
        });
        List<OnnxAttribute> attributes = window.attributes();
        attributes.add(OnnxAttribute.integers("dilations", window.dilations()));
        attributes.add(OnnxAttribute.integer("group", depthwise ? filter.dim(2) : 1));
        String value = step.emit("Conv", inputs, attributes.toArray(OnnxAttribute[]::new));
        Shape out = Shape.of(x.dim(0), window.out().get(0), window.out().get(1), channels);
        step.result(fused.activate(step, value, Layout.CHANNELS_FIRST), TfjsType.FLOAT32, out, Layout.CHANNELS_FIRST);
    }

    /** TensorFlow orders filters as height, width, in, out; ONNX as out, in, height, width. */
    private static String filter(Step step, boolean depthwise, int channels) {
        Constant w = step.constant(1);
        Shape s = w.shape();
        if (!depthwise) {
            return step.initializer(
                    "filter",
                    w.type(),
                    s.permute(3, 2, 0, 1),
                    () -> w.loader().load().permute(3, 2, 0, 1));
        }
        Shape to = Shape.of(channels, 1, s.dim(0), s.dim(1));
        return step.initializer(
                "filter",
                w.type(),
                to,
                () -> w.loader().load().permute(2, 3, 0, 1).reshape(to));
    }

    private static void batchNormalization(Step step) {
        step.require(TfjsType.FLOAT32);
        if (step.attributes().flag("is_training")) {
            throw new UnsupportedGraph("batch normalisation in training");
        }
        Shape x = step.shape(0, 4);
        List<String> inputs = new ArrayList<>(List.of(step.channelsFirst(0)));
        for (int i = 1; i <= 4; i++) {
            step.shape(i, 1);
            inputs.add(step.plain(i));
        }
        double epsilon = step.attributes().real("epsilon", 1e-3);
        String value = step.emit("BatchNormalization", inputs, OnnxAttribute.real("epsilon", epsilon));
        step.result(value, TfjsType.FLOAT32, x, Layout.CHANNELS_FIRST);
    }
}
