package org.eyes4j.vision.chat;

import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * Idefics3's way: each tile between marks and with its row and column, a line for each row, then the whole picture.
 *
 * @param mark before each tile and at the end
 * @param picture for each embedding
 * @param whole before the whole picture
 */
record TiledWords(String mark, String picture, String whole) implements PictureWords {

    static TiledWords of(HubFiles files, HubTokenizer tokenizer, String picture) {
        Parameters told = files.json("tokenizer_config.json").orElseGet(() -> new Parameters(files.name(), Map.of()));
        TiledWords words = new TiledWords(
                told.text("fake_image_token", "<fake_token_around_image>"),
                picture,
                told.text("global_image_token", "<global-img>"));
        if (tokenizer.id(words.mark).isEmpty()) {
            throw new HubException(
                    files.name() + ": expected the token `" + words.mark + "` in tokenizer.json, found no such");
        }
        return words;
    }

    @Override
    public String of(int rows, int columns, int perTile) {
        StringBuilder text = new StringBuilder();
        String tile = picture.repeat(perTile);
        for (int row = 1; row <= rows; row++) {
            for (int column = 1; column <= columns; column++) {
                text.append(mark).append("<row_" + row + "_col_" + column + ">").append(tile);
            }
            text.append('\n');
        }
        if (rows > 0) {
            text.append('\n');
        }
        return text.append(mark).append(whole).append(tile).append(mark).toString();
    }
}
