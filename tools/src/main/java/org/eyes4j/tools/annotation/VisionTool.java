package org.eyes4j.tools.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eyes4j.tools.ToolSpecification.Trait;

/**
 * Makes a method a tool:
 *
 * <pre>{@code
 * @VisionTool(description = "Makes a picture brighter or darker")
 * Raster brighten(Raster image, @Input(value = "how much", min = -255, max = 255, defaultValue = "40") int amount) { … }
 * }</pre>
 *
 * <p>Parameters and what is given back may be
 *
 * <ul>
 *   <li>{@code String}, an enum, numbers, {@code boolean};
 *   <li>any {@link org.eyes4j.tools.value.Value}; {@code Raster} for a picture; {@code Region}, {@code Detection} or a list
 *       of either for detections; {@code Mask}, {@code Keypoint} or a list of either; {@code List<VisualPrompt>};
 *   <li>a record whose components are of these types, which becomes a record of fields in snake_case;
 *   <li>a {@code List} of these; for parameters an {@code Optional} of these.
 * </ul>
 *
 * <p>A parameter of type {@link org.eyes4j.tools.ToolContext} or {@link org.eyes4j.tools.Cancellation} is given the call's
 * own. A method that gives {@code Value}, {@code Value.ListOf} or {@link org.eyes4j.tools.ToolResult} says with {@link
 * #gives} of which kind. Regions, masks and points without a frame are in pixels of the first picture among the arguments.
 * What cannot be done is said by throwing {@link ToolFailure}; anything else that is thrown is a bug. Methods serve many
 * calls at once.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface VisionTool {
    /** In snake_case; the method's name if left out. */
    String name() default "";

    /** One sentence: what planners and language models choose it by. */
    String description();

    /** Raised when the same arguments may give another value. */
    String version() default "1";

    /** What is given back, as a fragment of a sentence. */
    String output() default "";

    /** Kind of what is given back ({@code detections}, {@code list<text>}), where the method's type does not say. */
    String gives() default "";

    /** What a planner must know before it calls the tool. */
    Trait[] traits() default {};

    /** Other ways people ask for it. */
    String[] phrases() default {};
}
