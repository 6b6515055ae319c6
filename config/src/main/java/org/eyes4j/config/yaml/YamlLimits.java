package org.eyes4j.config.yaml;

/**
 * How large a YAML document may be. It comes from outside, so each of these is bounded.
 *
 * @param characters characters of text
 * @param depth nested lists and maps
 * @param nodes values after aliases are expanded
 * @param aliases uses of an anchor
 */
public record YamlLimits(int characters, int depth, int nodes, int aliases) {
    /** 1 MiB characters, 32 levels, 100,000 values, 50 aliases. */
    public static final YamlLimits DEFAULT = new YamlLimits(1 << 20, 32, 100_000, 50);

    public YamlLimits {
        if (characters < 1 || depth < 1 || nodes < 1 || aliases < 0) {
            throw new IllegalArgumentException("YAML limits must be positive, got characters " + characters + ", depth "
                    + depth + ", nodes " + nodes + ", aliases " + aliases);
        }
    }
}
