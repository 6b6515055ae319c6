package org.eyes4j.vision.features;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubFamily;

/** {@code embed_image}: a picture as a vector whose nearness is nearness in looks, without any words. */
public final class EmbedImage extends Expert {
    private final EncodingCache<float[]> seen;
    private final Map<String, FeatureModel> opened = new ConcurrentHashMap<>();

    /** @param rememberedPictures how many pictures' vectors are kept */
    public EmbedImage(Models models, int rememberedPictures) {
        super(
                ToolSpecification.named("embed_image")
                        .describedAs("Turns a picture into a vector; near vectors look near the same")
                        .takes(Port.required("image", Kind.IMAGE, "the picture to embed"))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("image features", "image embedding", "visual similarity")
                        .gives(Kind.EMBEDDING, "one vector of length 1"),
                models,
                HubFamily.DINOV2.id());
        this.seen = new EncodingCache<>(rememberedPictures, vector -> 1);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        FeatureModel features =
                opened.computeIfAbsent(model.name(), name -> FeatureModel.of(model.hub(), model.engine()));
        Value.Image image = arguments.image("image");
        float[] vector = seen.get(
                model.name(),
                image.raster(),
                () -> unit(features.features(image.raster(), context.cancellation())
                        .whole()));
        return ToolResult.of(new Value.Embedding(vector.clone(), model.name()), model.name());
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
        double length = Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        opened.clear();
        seen.clear();
    }
}
