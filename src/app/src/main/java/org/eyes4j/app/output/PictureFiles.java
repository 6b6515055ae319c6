package org.eyes4j.app.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;

/** Puts every picture inside a value by for writing, as PNG: lossless, with transparency. */
public final class PictureFiles {
    private static final int MOST = 200;

    private final OutFolder folder;

    public PictureFiles(OutFolder folder) {
        this.folder = folder;
    }

    /** Adds the pictures of a value; one is {@code name.png}, several {@code name-1.png} and so on. */
    public List<StoredFile> add(String name, Value value) {
        List<Value.Image> images = new ArrayList<>();
        collect(value, images);
        List<StoredFile> files = new ArrayList<>();
        for (Value.Image image : images.subList(0, Math.min(MOST, images.size()))) {
            String id = images.size() == 1 ? name : name + "-" + (files.size() + 1);
            files.add(new StoredFile(id, "image", folder.add(id + ".png", Png.encode(image.raster()))));
        }
        return files;
    }

    private static void collect(Value value, List<Value.Image> images) {
        if (value instanceof Value.Image image) {
            images.add(image);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, images));
        } else if (value instanceof Value.Record fields) {
            for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
                collect(field.getValue(), images);
            }
        }
    }
}
