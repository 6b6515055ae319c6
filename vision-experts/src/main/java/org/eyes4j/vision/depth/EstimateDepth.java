package org.eyes4j.vision.depth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
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

/** {@code estimate_depth}: how far each pixel of a picture is, from that picture alone. */
public final class EstimateDepth extends Expert {
    /** Of two megapixels; of larger pictures fewer are kept. */
    private static final long USUAL_PICTURE_BYTES = 8L << 20;

    private final EncodingCache<DepthPlane> seen;
    private final Map<String, DepthModel> opened = new ConcurrentHashMap<>();

    /** @param rememberedPictures how many pictures' depths are kept */
    public EstimateDepth(Models models, int rememberedPictures) {
        super(
                ToolSpecification.named("estimate_depth")
                        .describedAs("Tells for every pixel how near or far what it shows is")
                        .takes(Port.required("image", Kind.IMAGE, "the picture to look at"))
                        .traits(Trait.MODEL)
                        .alsoKnownAs(
                                "depth estimation",
                                "depth map",
                                "distance",
                                "how far",
                                "closest to the camera",
                                "深度",
                                "距离",
                                "距離")
                        .gives(
                                Kind.DEPTH_MAP,
                                "a number a pixel: of no unit and larger where it is nearer, or metres with a model"
                                        + " that tells those"),
                models,
                HubFamily.DEPTH.id());
        this.seen = new EncodingCache<>(
                rememberedPictures * USUAL_PICTURE_BYTES, depth -> depth.values().length * (long) Float.BYTES);
    }

    /** The experts of this package. */
    public static List<Tool> all(Models models, int rememberedPictures) {
        return List.of(new EstimateDepth(models, rememberedPictures));
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        DepthModel depths = opened.computeIfAbsent(model.name(), name -> DepthModel.of(model.hub(), model.engine()));
        DepthPlane depth =
                seen.get(model.name(), image.raster(), () -> depths.estimate(image.raster(), context.cancellation()));
        return ToolResult.of(new Value.DepthMap(image.frame(), depth.values(), depths.isMetric()), model.name());
    }

    @Override
    public void close() {
        opened.clear();
        seen.clear();
    }
}
