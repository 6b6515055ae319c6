package org.eyes4j.app.server.malformed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests as bytes, each wrong in some way; the same for the same seed. */
final class BadRequests {
    private static final String[] METHODS = {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "get",
        "P@ST",
        "X".repeat(300)
    };
    private static final String[] TYPES = {
        "application/json",
        "application/json;charset=utf-16",
        "application/json; charset=bogus",
        "application/json; charset=\"",
        "application/json;;;",
        "application/problem+json",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "image/png",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b".repeat(300),
        "multipart/mixed; boundary=b",
        "a/b/c",
        "*/*",
        "",
        "json",
        "application/json, text/plain",
    };
    private static final String[] ACCEPTS = {
        "*/*",
        "application/json",
        "text/event-stream",
        "text/html",
        "image/webp",
        "a",
        "a/b/c",
        "*/json",
        "application/json;q=x",
        "",
        "application/json;q=0"
    };
    private static final String[] HEADERS = {
        "Range: bytes=9-1",
        "Range: bytes=a-b",
        "Range: bytes=" + "0-1,".repeat(500) + "0-1",
        "Range: bytes=-99999999999999999999",
        "Range: lines=1-2",
        "If-None-Match: ",
        "If-None-Match: \"",
        "If-Modified-Since: yesterday",
        "Last-Event-ID: abc",
        "Last-Event-ID: -1",
        "Last-Event-ID: 99999999999999999999",
        "Prefer: wait=x",
        "Prefer: wait=-1",
        "Prefer: respond-async; wait=99999999999999",
        "Prefer: =;,",
        "Idempotency-Key: " + "k".repeat(1000),
        "Idempotency-Key: ",
        "Authorization: Bearer",
        "Authorization: Bearer \u0001",
        "Authorization: Basic !!!",
        "X-API-Key: x",
        "Cookie: a=b; $Version=1; =; ;;",
        "Cookie: JSESSIONID=../../x",
        "Expect: 100-continue",
        "Expect: nonsense",
        "Content-Encoding: gzip",
        "Content-Encoding: nonsense",
        "Accept-Encoding: gzip;q=x",
        "Accept-Language: zh-TW, *;q=9, x-;q",
        "Accept-Language: " + "aa-".repeat(400),
        "X-Forwarded-For: ' OR 1=1",
        "X-Forwarded-Host: evil.example",
        "Forwarded: for=\"[::1\"",
        "X-HTTP-Method-Override: DELETE",
        "Upgrade: h2c",
        "Upgrade: websocket\r\nConnection: upgrade",
        "HTTP2-Settings: AAAA\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
        "Mcp-Session-Id: x",
        "MCP-Protocol-Version: 1",
        "traceparent: 00-zz-zz-01",
        "Origin: null",
        "Origin: http://",
        "Host: evil.example",
        "X-Bytes: \u00ff\u00fe\u0080",
        "X-Nul: a\u0000b",
        "X-Folded: a\r\n b",
        "No colon here",
        ": no name",
        "Bad Name: x",
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 1, 2",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Trailer: Content-Length",
    };
    private static final String[] CHUNKS = {
        "5\r\nhello\r\n0\r\n\r\n",
        "zz\r\nhello\r\n0\r\n\r\n",
        "-1\r\nhello\r\n",
        "FFFFFFFFFFFFFFFFF\r\nhello",
        "5;ext=\"\r\nhello\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\n\r\nGET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "2\r\n{}\r\n0\r\nX-Trailer: a\r\nContent-Length: 9\r\n\r\n",
        "2\n{}\n0\n\n",
        "2\r\n{}",
        "0\r\n\r\n",
        ""
    };
    private static final String[] LINES = {
        "",
        "\r\n\r\n",
        "\n\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/11\r\nHost: localhost\r\n\r\n",
        "GET / http/1.1\r\nHost: localhost\r\n\r\n",
        "GET\t/\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost:99999/ HTTP/1.1\r\nHost: localhost:99999\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b@c:d\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /?" + "a=b&".repeat(3000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X-Many: 1\r\n".repeat(1000) + "\r\n",
        "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    };

    private final List<Route> routes;
    private final Nonsense nonsense;

    BadRequests(List<Route> routes, long seed) {
        this.routes = routes;
        this.nonsense = new Nonsense(new Random(seed));
    }

    byte[] next() {
        if (nonsense.chance(8)) {
            return nonsense.chance(20) ? nonsense.bytes(3000) : latin(nonsense.one(LINES));
        }
        Route route = routes.get(nonsense.below(routes.size()));
        byte[] body = new byte[0];
        List<String> headers = new ArrayList<>();
        boolean writes = !route.method().equals("GET") && !route.method().equals("HEAD");
        if (writes || nonsense.chance(5)) {
            body = body(route, headers);
        }
        if (nonsense.chance(30)) {
            headers.add("Accept: " + nonsense.one(ACCEPTS));
        }
        int more = nonsense.chance(50) ? nonsense.below(3) : 0;
        for (int i = 0; i < more; i++) {
            headers.add(nonsense.one(HEADERS));
        }
        return request(route, headers, body);
    }

    private byte[] request(Route route, List<String> headers, byte[] body) {
        String method = nonsense.chance(12) ? nonsense.one(METHODS) : route.method();
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target(route)).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        headers.forEach(h -> head.append(h).append("\r\n"));
        byte[] sent = body;
        if (headers.stream().anyMatch(h -> h.startsWith("Transfer-Encoding")) || nonsense.chance(4)) {
            head.append("Transfer-Encoding: chunked\r\n");
            sent = latin(nonsense.one(CHUNKS));
        } else if (body.length > 0) {
            int length = nonsense.chance(92) ? body.length : nonsense.below(2 * body.length);
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(latin(head.append("\r\n").toString()));
        all.writeBytes(sent);
        return all.toByteArray();
    }

    private String target(Route route) {
        StringBuilder target = new StringBuilder();
        for (String part : route.path().split("(?=\\{)|(?<=})")) {
            target.append(part.startsWith("{") ? nonsense.escaped() : part);
        }
        if (nonsense.chance(5)) {
            target.append('/').append(nonsense.escaped());
        }
        char before = '?';
        for (String name : route.parameters()) {
            if (nonsense.chance(60)) {
                target.append(before).append(name).append('=').append(nonsense.escaped());
                before = '&';
            }
        }
        if (nonsense.chance(15)) {
            target.append(before)
                    .append(nonsense.one(
                            new String[] {"limit", "before", "size", "after", "wait", "format", "query", "name"}))
                    .append('=')
                    .append(nonsense.escaped());
        }
        return target.toString();
    }

    private byte[] body(Route route, List<String> headers) {
        int kind = nonsense.below(100);
        if (kind < 20) {
            headers.add("Content-Type: multipart/form-data; boundary=b");
            return multipart();
        }
        headers.add("Content-Type: " + (nonsense.chance(80) ? "application/json" : nonsense.one(TYPES)));
        if (kind < 60 && !route.examples().isEmpty()) {
            return utf8(nonsense.spoilt(
                            route.examples().get(nonsense.below(route.examples().size())))
                    .toString());
        } else if (kind < 75) {
            return utf8(nonsense.object(4).toString());
        } else if (kind < 80) {
            return utf8(nonsense.value(3).toString());
        } else if (kind < 85) {
            byte[] text = utf8(nonsense.object(3).toString());
            text[nonsense.below(text.length)] = (byte) (0x80 | nonsense.below(128));
            return text;
        } else if (kind < 90) {
            String text = nonsense.object(4).toString();
            return utf8(text.substring(0, nonsense.below(text.length())));
        } else if (kind < 93) {
            return nonsense.object(2).toString().getBytes(StandardCharsets.UTF_16);
        } else if (kind < 96) {
            return nonsense.bytes(2000);
        }
        return utf8(nonsense.raw());
    }

    private byte[] multipart() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int parts = nonsense.chance(3) ? 200 : nonsense.below(4);
        for (int i = 0; i < parts; i++) {
            all.writeBytes(latin(nonsense.one(
                    new String[] {"--b\r\n", "--b\r\n", "--b\r\n", "--b\r\n", "--c\r\n", "--b\n", "b\r\n", ""})));
            all.writeBytes(utf8(nonsense.one(new String[] {
                "Content-Disposition: form-data; name=\"" + nonsense.member() + "\"\r\n",
                "Content-Disposition: form-data; name=\"file\"; filename=\"../../x.png\"\r\nContent-Type: image/png\r\n",
                "Content-Disposition: form-data; name=\"image\"; filename=\""
                        + nonsense.word().replaceAll("[\r\n]", "") + "\"\r\n",
                "Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''%ff\r\nContent-Type: a/b/c\r\n",
                "Content-Disposition: form-data\r\n",
                "Content-Disposition: attachment; name=\r\n",
                "Content-Disposition: form-data; name=\"\"\r\n",
                "Content-Type: multipart/mixed; boundary=c\r\n",
                "X: " + "y".repeat(2000) + "\r\n",
                "",
            })));
            all.writeBytes(latin("\r\n"));
            all.writeBytes(
                    nonsense.chance(50)
                            ? nonsense.bytes(300)
                            : utf8(nonsense.object(2).toString()));
            all.writeBytes(latin("\r\n"));
        }
        if (nonsense.chance(70)) {
            all.writeBytes(latin("--b--\r\n"));
        }
        return all.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
