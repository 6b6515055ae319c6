package org.eyes4j.vision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.caption.CaptionExperts;
import org.eyes4j.vision.depth.EstimateDepth;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.detect.GridSegment;
import org.eyes4j.vision.detect.GroundPhrase;
import org.eyes4j.vision.dual.ClipSegSegment;
import org.eyes4j.vision.dual.ClipWords;
import org.eyes4j.vision.dual.DualExperts;
import org.eyes4j.vision.dual.DualModels;
import org.eyes4j.vision.dual.GroupVitScenes;
import org.eyes4j.vision.dual.NamedMasks;
import org.eyes4j.vision.embedding.EmbedText;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.face.FaceExperts;
import org.eyes4j.vision.features.EmbedImage;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.florence.FlorenceSegment;
import org.eyes4j.vision.incontext.SegmentLike;
import org.eyes4j.vision.pose.PoseExperts;
import org.eyes4j.vision.sam.SamExperts;
import org.eyes4j.vision.scene.SegmentScene;
import org.eyes4j.vision.speech.Transcribe;
import org.eyes4j.vision.text.ReadText;
import org.eyes4j.vision.track.Track;

/** Every expert there is, none of them loaded. */
public final class Experts {
    private Experts() {}

    /** All experts on one set of models; what they keep between runs lies in the user's own cache. */
    public static List<Tool> all(Models models, Settings settings) {
        return all(models, settings, Home.ofUser().cache());
    }

    /**
     * All experts on one set of models.
     *
     * @param cache where they may keep what is made again when it is gone
     */
    public static List<Tool> all(Models models, Settings settings, Path cache) {
        int encodings = settings.cache().encodings();
        FlorenceModels florence = new FlorenceModels(encodings);
        List<Tool> all = new ArrayList<>();
        all.add(new Detect(models, encodings, florence, new ClipWords()));
        all.add(new GroundPhrase(models, florence));
        all.add(new ReadText(models, encodings, florence));
        all.add(new EmbedText(models));
        all.addAll(CaptionExperts.all(models, settings, florence));
        List<Tool> sam = SamExperts.all(
                models, settings, List.of(new ClipSegSegment(), new GridSegment(), new FlorenceSegment(florence)));
        DualModels dual = new DualModels();
        all.addAll(sam);
        all.add(new SegmentScene(
                models, encodings, new GroupVitScenes(), new NamedMasks(named(sam, "segment_everything"), dual)));
        all.add(new SegmentLike(models));
        all.addAll(FaceExperts.all(models));
        all.addAll(PoseExperts.all(models));
        all.addAll(EstimateDepth.all(models, encodings));
        all.add(new EmbedImage(models, encodings));
        all.add(new Transcribe(models));
        all.add(new Track());
        all.addAll(DualExperts.all(models, settings, dual, cache));
        return List.copyOf(all);
    }

    private static Tool named(List<Tool> tools, String name) {
        return tools.stream()
                .filter(tool -> tool.specification().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
