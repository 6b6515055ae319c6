package org.eyes4j.tools.basic;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.Nested;

/** Every tool without a model keeps the contract of tools. */
class BasicToolsContractTest {
    private static final Value.Image IMAGE = Pictures.gradient("p", 60, 40);
    private static final Value.Detections ITEMS = Pictures.on(
            IMAGE,
            Pictures.disc(Pictures.region("r1", "cat", 0.9, 4, 4, 24, 24), IMAGE),
            Pictures.disc(Pictures.region("r2", "dog", 0.6, 30, 10, 50, 30), IMAGE));
    private static final Value.Detections OTHER = Pictures.on(IMAGE, Pictures.region("r3", "cup", 0.5, 26, 30, 36, 40));

    abstract static class Contract extends ToolContractTest {
        private final String name;
        private final Map<String, Value> arguments;

        Contract(String name, Map<String, Value> arguments) {
            this.name = name;
            this.arguments = arguments;
        }

        @Override
        protected Tool tool() {
            return BasicTools.all().stream()
                    .filter(t -> t.specification().name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return arguments;
        }
    }

    @Nested
    class ColoursEach extends Contract {
        ColoursEach() {
            super("colours_each", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class ContactSheet extends Contract {
        ContactSheet() {
            super("contact_sheet", Map.of("images", new Value.ListOf(Kind.IMAGE, List.of(IMAGE, IMAGE))));
        }
    }

    @Nested
    class ReceiptOf extends Contract {
        ReceiptOf() {
            super("receipt_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class Mirror extends Contract {
        Mirror() {
            super("mirror", Map.of("image", IMAGE));
        }
    }

    @Nested
    class PictureOfDepth extends Contract {
        PictureOfDepth() {
            super("picture_of_depth", Map.of("depth", new Value.DepthMap(IMAGE.frame(), new float[60 * 40], false)));
        }
    }

    @Nested
    class DepthEach extends Contract {
        DepthEach() {
            super(
                    "depth_each",
                    Map.of("items", ITEMS, "depth", new Value.DepthMap(IMAGE.frame(), new float[60 * 40], false)));
        }
    }

    @Nested
    class LabelEach extends Contract {
        LabelEach() {
            super(
                    "label_each",
                    Map.of(
                            "items",
                            ITEMS,
                            "labels",
                            Value.ListOf.texts(
                                    ITEMS.regions().stream().map(r -> "one").toList())));
        }
    }

    @Nested
    class GreyOut extends Contract {
        GreyOut() {
            super("grey_out", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Compute extends Contract {
        Compute() {
            super("compute", Map.of("value", new Value.Number(2)));
        }
    }

    @Nested
    class OutsideOf extends Contract {
        OutsideOf() {
            super("outside_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class Crop extends Contract {
        Crop() {
            super("crop", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class CropEach extends Contract {
        CropEach() {
            super("crop_each", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Cutout extends Contract {
        Cutout() {
            super("cutout", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Select extends Contract {
        Select() {
            super("select", Map.of("items", ITEMS, "where", new Value.Text("item.score > 0.5")));
        }
    }

    @Nested
    class Count extends Contract {
        Count() {
            super("count", Map.of("items", ITEMS));
        }
    }

    @Nested
    class CountList extends Contract {
        CountList() {
            super("count_list", Map.of("items", Value.ListOf.texts(List.of("a", "b"))));
        }
    }

    @Nested
    class Exists extends Contract {
        Exists() {
            super("exists", Map.of("items", ITEMS));
        }
    }

    @Nested
    class Measure extends Contract {
        Measure() {
            super("measure", Map.of("items", ITEMS, "what", new Value.Text("share")));
        }
    }

    @Nested
    class MeasureEach extends Contract {
        MeasureEach() {
            super("measure_each", Map.of("items", ITEMS));
        }
    }

    @Nested
    class Relate extends Contract {
        Relate() {
            super("relate", Map.of("items", ITEMS, "anchor", OTHER, "relation", new Value.Text("left_of")));
        }
    }

    @Nested
    class CompareItems extends Contract {
        CompareItems() {
            super("compare_items", Map.of("items", ITEMS, "other", OTHER));
        }
    }

    @Nested
    class TextOf extends Contract {
        TextOf() {
            super("text_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class BoxesOf extends Contract {
        BoxesOf() {
            super("boxes_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class RegionsOf extends Contract {
        RegionsOf() {
            super(
                    "regions_of",
                    Map.of(
                            "prompts",
                            new Value.VisualPrompts(
                                    IMAGE.frame(),
                                    List.of(new VisualPrompt.BoxPrompt(
                                            ITEMS.regions().get(0).box())))));
        }
    }

    @Nested
    class MasksOf extends Contract {
        MasksOf() {
            super("masks_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class RegionsOfMasks extends Contract {
        RegionsOfMasks() {
            super("regions_of_masks", Map.of("masks", new Value.Masks(IMAGE.frame(), List.of(Mask.full(60, 40)))));
        }
    }

    @Nested
    class LabelsOf extends Contract {
        LabelsOf() {
            super("labels_of", Map.of("items", ITEMS));
        }
    }

    @Nested
    class Merge extends Contract {
        Merge() {
            super("merge", Map.of("items", ITEMS, "other", OTHER));
        }
    }

    @Nested
    class MergeAll extends Contract {
        MergeAll() {
            super("merge_all", Map.of("items", new Value.ListOf(Kind.DETECTIONS, List.of(ITEMS, OTHER))));
        }
    }

    @Nested
    class FirstImage extends Contract {
        FirstImage() {
            super("first_image", Map.of("items", new Value.ListOf(Kind.IMAGE, List.of(IMAGE))));
        }
    }

    @Nested
    class Concat extends Contract {
        Concat() {
            super("concat", Map.of("texts", Value.ListOf.texts(List.of("a", "b"))));
        }
    }

    @Nested
    class Draw extends Contract {
        Draw() {
            super("draw", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Redact extends Contract {
        Redact() {
            super("redact", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Colours extends Contract {
        Colours() {
            super("colours", Map.of("image", IMAGE, "items", ITEMS));
        }
    }

    @Nested
    class Compare extends Contract {
        Compare() {
            super("compare", Map.of("image", IMAGE, "other", Pictures.plain("q", 60, 40, 0xffffff)));
        }
    }

    @Nested
    class Changes extends Contract {
        Changes() {
            super("changes", Map.of("image", IMAGE, "other", Pictures.plain("q", 60, 40, 0xffffff)));
        }
    }

    @Nested
    class ReadCodes extends Contract {
        ReadCodes() {
            super("read_codes", Map.of("image", IMAGE));
        }
    }

    @Nested
    class Save extends Contract {
        Save() {
            super("save", Map.of("value", IMAGE));
        }
    }
}
