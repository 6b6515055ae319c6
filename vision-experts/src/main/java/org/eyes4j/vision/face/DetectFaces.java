package org.eyes4j.vision.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.face.FaceFinder.Found;

/**
 * {@code detect_faces}: faces with key points, on request the points of the whole face, and guesses of mood and age.
 *
 * <p>Right and left are the person's own. Coordinates are pixels of the picture's frame.
 */
public final class DetectFaces extends Expert {
    private static final String LABEL = "face";
    private static final List<String> ATTRIBUTES = List.of("emotion", "age");

    private final Models models;

    public DetectFaces(Models models) {
        super(
                ToolSpecification.named("detect_faces")
                        .describedAs("Finds human faces, with eyes, nose, mouth and ears.")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture to look at"),
                                Port.optional("threshold", Kind.NUMBER, "drops what scores less than this")
                                        .between(0.1, 1)
                                        .or(0.65),
                                Port.optional("detail", Kind.TEXT, "box: six points a face; landmarks: 468 more")
                                        .oneOf("box", "landmarks")
                                        .or("box"),
                                Port.optional(
                                                "attributes",
                                                Kind.listOf(Kind.TEXT),
                                                "what to guess of each face: emotion, age")
                                        .atMost(16))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("face detection", "find faces", "facial landmarks", "facial expression", "人脸", "臉")
                        .gives(Kind.DETECTIONS, "the faces, best first, each with key points"),
                models,
                "blazeface");
        this.models = models;
    }

    /** Every face is looked at by the mesh; guesses are made by models of their own. */
    @Override
    protected List<ModelManifest> helpers(ModelManifest own, Arguments arguments, Optional<String> wish) {
        return Stream.concat(
                        Stream.of(models.foresee("face_landmarks", List.of("facemesh"), m -> true, wish)),
                        arguments.texts("attributes").stream()
                                .map(String::strip)
                                .filter(ATTRIBUTES::contains)
                                .distinct()
                                .map(a -> models.foresee("face_" + a, List.of("face-" + a), m -> true, wish)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<String> attributes = arguments.texts("attributes").stream()
                .map(String::strip)
                .distinct()
                .toList();
        for (String attribute : attributes) {
            if (!ATTRIBUTES.contains(attribute)) {
                return ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "Argument 'attributes' of 'detect_faces' takes " + String.join(", ", ATTRIBUTES) + ", got '"
                                + attribute + "'");
            }
        }
        try {
            Model mesh = models.open("face_landmarks", List.of("facemesh"), m -> true, context);
            return find(arguments, attributes, context, new FaceFinder(model, mesh), model);
        } catch (ModelUnavailableException e) {
            return e.toFailure();
        }
    }

    private ToolResult find(
            Arguments arguments, List<String> attributes, ToolContext context, FaceFinder finder, Model model)
            throws ModelUnavailableException {
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        PicturePyramid picture = new PicturePyramid(image.raster());
        FaceTiles tiles = finder.tiles(picture);
        if (tiles.unseen()) {
            context.warn("This picture is large: faces smaller than about " + Math.round(tiles.smallestFace())
                    + " pixels were not looked for; crop the part that matters to find those");
        }
        List<Found> found = finder.find(picture, tiles, threshold, context.cancellation());
        List<Detection> faces = new ArrayList<>();
        for (Found one : found) {
            faces.add(detection(one, image, model, arguments.text("detail").equals("landmarks")));
        }
        if (!faces.isEmpty() && !attributes.isEmpty()) {
            context.warn("Emotion and age are guesses of small models from one picture, not facts about a person");
            for (String attribute : attributes) {
                FaceGuess guess = FaceGuess.open(attribute, models, context);
                for (int i = 0; i < faces.size(); i++) {
                    faces.set(i, guess.add(faces.get(i), picture, found.get(i).face(), context.cancellation()));
                }
            }
        }
        Search search =
                new Search(List.of(LABEL), Map.of(LABEL, List.of(LABEL)), List.of(), true, threshold, model.name());
        return ToolResult.of(Value.Detections.of(image.frame(), faces).searchedFor(search), model.name());
    }

    private static Detection detection(Found found, Value.Image image, Model model, boolean landmarks) {
        Face face = found.face();
        List<String> names = model.postprocess().texts("keypoints");
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Point p = face.points().get(i);
            points.add(new Keypoint(names.get(i), p.x(), p.y(), face.score()));
        }
        if (landmarks) {
            for (int i = 0; i < found.mesh().points().size(); i++) {
                Point p = found.mesh().points().get(i);
                points.add(new Keypoint("mesh_" + i, p.x(), p.y(), found.mesh().presence()));
            }
        }
        return Detection.of(
                        LABEL,
                        face.score(),
                        found.mesh()
                                .box()
                                .clip(image.raster().width(), image.raster().height()))
                .withKeypoints(points);
    }
}
