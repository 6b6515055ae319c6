package org.eyes4j.testkit;

import org.eyes4j.tools.Tool;
import org.eyes4j.tools.annotation.AnnotatedTools;
import org.eyes4j.tools.annotation.Input;
import org.eyes4j.tools.annotation.VisionTool;
import org.eyes4j.tools.image.Raster;

/** A tool as an author writes one, and its test. */
class BrightenTest extends ToolContractTest {

    /** The author's. */
    static class Light {
        @VisionTool(description = "Makes a picture brighter", output = "the brighter picture")
        Raster brighten(Raster image, @Input(value = "how much", min = 0, max = 255, defaultValue = "40") int amount) {
            byte[] data = image.data().clone();
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) Math.min(255, (data[i] & 0xff) + amount);
            }
            return new Raster(image.width(), image.height(), image.channels(), data);
        }
    }

    @Override
    protected Tool tool() {
        return AnnotatedTools.of(new Light()).get(0);
    }
}
