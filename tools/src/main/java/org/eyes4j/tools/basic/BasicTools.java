package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.expression.Expressions;

/** The tools that need no model. */
public final class BasicTools {
    private BasicTools() {}

    /** All of them, with expressions of their own. */
    public static List<Tool> all() {
        return all(new Expressions());
    }

    /** All of them, sharing compiled expressions with whoever else uses these. */
    public static List<Tool> all(Expressions expressions) {
        return List.of(
                new BoxesOfTool(),
                new ChangesTool(),
                new ColoursEachTool(),
                new ColoursTool(),
                new CompareItemsTool(),
                new CompareTool(),
                new ComputeTool(),
                new ConcatTool(),
                new ContactSheetTool(),
                new CountListTool(),
                new CountTool(),
                new CropEachTool(),
                new CropTool(),
                new CutoutTool(),
                new DepthEachTool(),
                new DrawTool(),
                new ExistsTool(),
                new FirstImageTool(),
                new GreyOutTool(),
                new LabelEachTool(),
                new LabelsOfTool(),
                new MasksOfTool(),
                new MeasureEachTool(),
                new MeasureTool(),
                new MergeAllTool(),
                new MergeTool(),
                new MirrorTool(),
                new OutsideOfTool(),
                new PictureOfDepthTool(),
                new RegionsOfMasksTool(),
                new RegionsOfTool(),
                new ReadCodesTool(),
                new ReceiptOfTool(),
                new RedactTool(),
                new RelateTool(),
                new SaveTool(),
                new SelectTool(expressions),
                new TextOfTool());
    }
}
