package org.eyes4j.tools.basic;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.jspecify.annotations.Nullable;

/**
 * Looks for codes in a picture as it is, larger, smaller, in overlapping tiles where it is large, inverted, and, for bar
 * codes, turned. Once something is found, the further looks are for QR codes alone. What is read twice is told once. For
 * one call; not thread-safe.
 */
final class CodeReader {
    private static final Set<BarcodeFormat> BARS = Set.of(
            BarcodeFormat.EAN_13,
            BarcodeFormat.EAN_8,
            BarcodeFormat.UPC_A,
            BarcodeFormat.UPC_E,
            BarcodeFormat.CODE_128,
            BarcodeFormat.CODE_39,
            BarcodeFormat.CODE_93,
            BarcodeFormat.ITF);
    /** Formats whose checks are weak enough that stripes in a photo pass now and then; they must be read twice. */
    private static final Set<BarcodeFormat> WEAK = Set.of(
            BarcodeFormat.UPC_E, BarcodeFormat.EAN_8, BarcodeFormat.CODE_39, BarcodeFormat.CODE_93, BarcodeFormat.ITF);

    private static final Set<BarcodeFormat> SQUARES =
            Set.of(BarcodeFormat.DATA_MATRIX, BarcodeFormat.AZTEC, BarcodeFormat.PDF_417);

    private static final int LARGE = 1400;
    private static final int TILE = 800;
    private static final int SMALL_PIXELS = 1_600_000;

    private final BooleanSupplier cancelled;
    private final List<Detection> found = new ArrayList<>();

    CodeReader(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    /** Every code found, in the picture's coordinates, from the top left to the bottom right. */
    List<Detection> read(Raster picture) {
        Luminance whole = Luminance.of(picture);
        int longest = Math.max(whole.width(), whole.height());
        look(whole, true);
        for (int by = 2; longest / by >= LARGE / 2; by *= 2) {
            look(whole.scale(1.0 / by), found.isEmpty());
        }
        if ((long) whole.width() * whole.height() <= SMALL_PIXELS) {
            look(whole.scale(2), found.isEmpty());
        }
        if (longest > LARGE) {
            tiles(whole).forEach(tile -> look(tile, found.isEmpty()));
        }
        if (found.isEmpty() && longest <= 2 * LARGE) {
            for (double degrees : new double[] {-45, -22.5, 22.5, 45}) {
                others(whole.turn(degrees), BARS);
            }
        }
        found.sort(Comparator.<Detection>comparingDouble(d -> d.box().y1())
                .thenComparingDouble(d -> d.box().x1()));
        return List.copyOf(found);
    }

    /** QR codes, which are by far the most; where wished, the slower readers of everything else. */
    private void look(Luminance luminance, boolean everything) {
        squares(luminance);
        squares(luminance.inverted());
        if (everything) {
            others(luminance, SQUARES);
            // ZXing takes the first thing in a row that may be bars, such as a square code beside them.
            Luminance rest =
                    luminance.without(found.stream().map(Detection::box).toList());
            others(rest, BARS);
            others(rest.turn(90), BARS);
        }
    }

    private void squares(Luminance luminance) {
        if (cancelled.getAsBoolean()) {
            return;
        }
        try {
            Result[] results = new QRCodeMultiReader().decodeMultiple(bitmap(luminance), hints(List.of()));
            Arrays.stream(results).forEach(r -> add(r, luminance));
        } catch (NotFoundException e) {
            // Nothing here; other passes may see more.
        } catch (RuntimeException e) {
            // The reader trips over some noise (array bounds); that is no code.
        }
    }

    private void others(Luminance luminance, Set<BarcodeFormat> formats) {
        if (cancelled.getAsBoolean()) {
            return;
        }
        try {
            MultiFormatReader reader = new MultiFormatReader();
            Result[] results =
                    new GenericMultipleBarcodeReader(reader).decodeMultiple(bitmap(luminance), hints(formats));
            for (Result result : results) {
                if (!WEAK.contains(result.getBarcodeFormat()) || readsAgain(result, luminance)) {
                    add(result, luminance);
                }
            }
        } catch (NotFoundException e) {
            // Nothing here; other passes may see more.
        } catch (RuntimeException e) {
            // The reader trips over some noise (array bounds); that is no code.
        }
    }

    /** Whether the surroundings of a result, enlarged, say the same. */
    private static boolean readsAgain(Result result, Luminance luminance) {
        BoundingBox box = BoundingBox.around(CodeOutline.of(result, luminance));
        BoundingBox near = box.grow(Math.max(20, 0.15 * box.width())).clip(luminance.width(), luminance.height());
        if (near.width() < 2 || near.height() < 2) {
            return false;
        }
        Luminance larger = luminance
                .part((int) near.x1(), (int) near.y1(), (int) near.x2(), (int) near.y2())
                .scale(1.7);
        try {
            Result again = new MultiFormatReader().decode(bitmap(larger), hints(List.of(result.getBarcodeFormat())));
            return again.getText().equals(result.getText()) && result.getText().length() >= 4;
        } catch (ReaderException | RuntimeException e) {
            return false;
        }
    }

    private void add(Result result, Luminance luminance) {
        Affine back = luminance.toPicture();
        List<Point> corners =
                CodeOutline.of(result, luminance).stream().map(back::apply).toList();
        BoundingBox box = BoundingBox.around(corners);
        String format = name(result.getBarcodeFormat());
        for (Detection known : found) {
            boolean here =
                    known.box().grow(0.25 * Math.max(box.width(), box.height())).contains(box.centre());
            if (here
                    && format.equals(known.attributes().get("format"))
                    && result.getText().equals(known.text())) {
                return;
            }
        }
        found.add(Detection.of(label(result.getBarcodeFormat()), 1, box)
                .withOutline(new Polygon(corners))
                .withText(result.getText())
                .withAttribute("format", format));
    }

    private static List<Luminance> tiles(Luminance whole) {
        List<Luminance> tiles = new ArrayList<>();
        int step = TILE / 2;
        for (int y = 0; y == 0 || y + step < whole.height(); y += step) {
            for (int x = 0; x == 0 || x + step < whole.width(); x += step) {
                Luminance tile =
                        whole.part(x, y, Math.min(x + TILE, whole.width()), Math.min(y + TILE, whole.height()));
                if (contrast(tile) > 60) {
                    tiles.add(tile);
                }
            }
        }
        return tiles;
    }

    /** The spread between dark and light; a tile without any holds no code. */
    private static int contrast(Luminance tile) {
        int darkest = 255;
        int lightest = 0;
        for (int p = 0; p < tile.grey().length; p += 3) {
            int v = tile.grey()[p] & 0xff;
            darkest = Math.min(darkest, v);
            lightest = Math.max(lightest, v);
        }
        return lightest - darkest;
    }

    private static BinaryBitmap bitmap(Luminance luminance) {
        return new BinaryBitmap(new LocalRows(luminance.source()));
    }

    /** Tells dark from light by each pixel's surroundings in rows too, where ZXing takes one threshold for a whole row. */
    private static final class LocalRows extends Binarizer {
        private final HybridBinarizer local;

        LocalRows(LuminanceSource source) {
            super(source);
            local = new HybridBinarizer(source);
        }

        @Override
        public BitArray getBlackRow(int y, @Nullable BitArray row) throws NotFoundException {
            return getBlackMatrix().getRow(y, row);
        }

        @Override
        public BitMatrix getBlackMatrix() throws NotFoundException {
            return local.getBlackMatrix();
        }

        @Override
        public Binarizer createBinarizer(LuminanceSource source) {
            return new LocalRows(source);
        }
    }

    private static Map<DecodeHintType, Object> hints(Collection<BarcodeFormat> formats) {
        Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
        hints.put(DecodeHintType.TRY_HARDER, Boolean.TRUE);
        if (!formats.isEmpty()) {
            hints.put(DecodeHintType.POSSIBLE_FORMATS, formats);
            hints.put(DecodeHintType.ALSO_INVERTED, Boolean.TRUE);
        }
        return hints;
    }

    private static String label(BarcodeFormat format) {
        return switch (format) {
            case QR_CODE -> "qr code";
            case DATA_MATRIX -> "data matrix";
            case AZTEC -> "aztec code";
            case PDF_417 -> "pdf417";
            default -> "bar code";
        };
    }

    private static String name(BarcodeFormat format) {
        return format.name().toLowerCase(java.util.Locale.ROOT);
    }
}
