package org.eyes4j.tools.image;

/**
 * A colour as people see it: lightness 0–1, chroma 0 to about 0.37, hue in degrees 0–360 (red 29, yellow 110, green 142,
 * blue 264). Oklab by Björn Ottosson, "A perceptual color space for image processing" (2020), from sRGB.
 */
public record Oklch(double lightness, double chroma, double hue) {

    /** Of 8-bit sRGB. */
    public static Oklch of(int red, int green, int blue) {
        double[] lab = lab(red, green, blue);
        double hue = Math.toDegrees(Math.atan2(lab[2], lab[1]));
        return new Oklch(lab[0], Math.hypot(lab[1], lab[2]), hue < 0 ? hue + 360 : hue);
    }

    /** The nearest 8-bit sRGB, {@code 0xRRGGBB}; what the screen cannot show is cut off. */
    public int toRgb() {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        int red = gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return red << 16 | green << 8 | blue;
    }

    /** Oklab's L, a and b of 8-bit sRGB. */
    static double[] lab(int red, int green, int blue) {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static int gamma(double linear) {
        double v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.max(0, Math.min(255, Math.round(255 * v)));
    }
}
