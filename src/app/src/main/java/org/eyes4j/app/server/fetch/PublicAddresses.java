package org.eyes4j.app.server.fetch;

import java.net.InetAddress;

/**
 * Which addresses are public unicast ones, after IANA's registries of special-purpose addresses (IPv4, IPv6). What leads to
 * IPv4 from within IPv6 (mapped, NAT64, 6to4, Teredo) is none: it could lead anywhere.
 */
final class PublicAddresses {
    private static final String[] NOT_V4 = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    };

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] address) {
        for (String block : NOT_V4) {
            int slash = block.indexOf('/');
            String[] parts = block.substring(0, slash).split("\\.");
            byte[] start = new byte[4];
            for (int i = 0; i < 4; i++) {
                start[i] = (byte) Integer.parseInt(parts[i]);
            }
            if (begins(address, start, Integer.parseInt(block.substring(slash + 1)))) {
                return false;
            }
        }
        return true;
    }

    /** Global unicast is 2000::/3, but for what is set apart in it. */
    private static boolean isPublicV6(byte[] address) {
        return begins(address, bytes(0x20, 0x00), 3)
                // Protocols' own, Teredo and ORCHID among them; documentation; 6to4; documentation again.
                && !begins(address, bytes(0x20, 0x01, 0x00, 0x00), 23)
                && !begins(address, bytes(0x20, 0x01, 0x0d, 0xb8), 32)
                && !begins(address, bytes(0x20, 0x02), 16)
                && !begins(address, bytes(0x3f, 0xff, 0x00), 20);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static boolean begins(byte[] address, byte[] with, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (with[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
