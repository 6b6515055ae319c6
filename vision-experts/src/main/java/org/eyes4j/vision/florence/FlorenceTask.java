package org.eyes4j.vision.florence;

/** The tasks that the family was trained for, with the prompts of its authors. */
public enum FlorenceTask {
    OCR("What is the text in the image?", Answering.PURE_TEXT),
    OCR_WITH_REGION("What is the text in the image, with regions?", Answering.OCR),
    CAPTION("What does the image describe?", Answering.PURE_TEXT),
    DETAILED_CAPTION("Describe in detail what is shown in the image.", Answering.PURE_TEXT),
    MORE_DETAILED_CAPTION("Describe with a paragraph what is shown in the image.", Answering.PURE_TEXT),
    OD("Locate the objects with category name in the image.", Answering.DESCRIPTION_WITH_BBOXES),
    DENSE_REGION_CAPTION(
            "Locate the objects in the image, with their descriptions.", Answering.DESCRIPTION_WITH_BBOXES),
    REGION_PROPOSAL("Locate the region proposals in the image.", Answering.BBOXES),
    CAPTION_TO_PHRASE_GROUNDING("Locate the phrases in the caption: {input}", Answering.PHRASE_GROUNDING),
    REFERRING_EXPRESSION_SEGMENTATION("Locate {input} in the image with mask", Answering.POLYGONS),
    REGION_TO_SEGMENTATION("What is the polygon mask of region {input}", Answering.POLYGONS),
    OPEN_VOCABULARY_DETECTION("Locate {input} in the image.", Answering.DESCRIPTION_WITH_BBOXES_OR_POLYGONS),
    REGION_TO_CATEGORY("What is the region {input}?", Answering.PURE_TEXT),
    REGION_TO_DESCRIPTION("What does the region {input} describe?", Answering.PURE_TEXT),
    REGION_TO_OCR("What text is in the region {input}?", Answering.PURE_TEXT);

    private final String prompt;
    private final Answering answering;

    FlorenceTask(String prompt, Answering answering) {
        this.prompt = prompt;
        this.answering = answering;
    }

    /** As texts call it, as {@code <OD>}. */
    public String token() {
        return "<" + name() + ">";
    }

    /** With {@code {input}} where the task takes one. */
    String prompt() {
        return prompt;
    }

    Answering answering() {
        return answering;
    }

    public boolean takesInput() {
        return prompt.contains("{input}");
    }
}
