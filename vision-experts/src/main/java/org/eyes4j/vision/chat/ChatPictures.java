package org.eyes4j.vision.chat;

import java.util.List;
import java.util.function.Function;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.PictureTiles;
import org.eyes4j.vision.hub.image.TileProcessor;

/** How a repository's model wants its pictures: in tiles, or whole. Immutable and thread-safe. */
public final class ChatPictures {
    private final Function<Raster, PictureTiles> processor;

    private ChatPictures(Function<Raster, PictureTiles> processor) {
        this.processor = processor;
    }

    /** @throws org.eyes4j.vision.hub.HubException if its settings are missing, of an unknown processor or impossible */
    public static ChatPictures of(HubFiles files) {
        if (HubFamily.of(files) == HubFamily.IDEFICS3) {
            return new ChatPictures(TileProcessor.read(files)::prepare);
        }
        ImageProcessor whole = ImageProcessors.read(files);
        return new ChatPictures(
                picture -> new PictureTiles(whole.prepare(List.of(picture)).pixelValues(), 0, 0));
    }

    /** @throws org.eyes4j.vision.hub.HubException if the picture would come out larger than is read here */
    public PictureTiles prepare(Raster picture) {
        return processor.apply(picture);
    }
}
