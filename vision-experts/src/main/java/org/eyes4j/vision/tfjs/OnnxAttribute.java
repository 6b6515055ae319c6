package org.eyes4j.vision.tfjs;

import java.util.List;

/** An attribute of an ONNX node, as {@code AttributeProto}. */
record OnnxAttribute(ProtoWriter message) {
    static OnnxAttribute integer(String name, long value) {
        return new OnnxAttribute(
                new ProtoWriter().text(1, name).integer(3, value).integer(20, 2));
    }

    static OnnxAttribute real(String name, double value) {
        return new OnnxAttribute(
                new ProtoWriter().text(1, name).real(2, (float) value).integer(20, 1));
    }

    static OnnxAttribute text(String name, String value) {
        return new OnnxAttribute(new ProtoWriter().text(1, name).text(4, value).integer(20, 3));
    }

    static OnnxAttribute integers(String name, List<? extends Number> values) {
        ProtoWriter message = new ProtoWriter().text(1, name);
        values.forEach(v -> message.integer(8, v.longValue()));
        return new OnnxAttribute(message.integer(20, 7));
    }
}
