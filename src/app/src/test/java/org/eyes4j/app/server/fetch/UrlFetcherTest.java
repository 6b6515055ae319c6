package org.eyes4j.app.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.app.service.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Names are resolved and connections made by the test: no packet leaves, to loopback or elsewhere. */
class UrlFetcherTest {
    private static final String PUBLIC = "1.2.3.4";

    private final Map<String, List<String>> names = new HashMap<>(Map.of("pictures.example", List.of(PUBLIC)));
    private final Deque<ScriptedSocket> answers = new ArrayDeque<>();
    private final List<String> connected = new ArrayList<>();
    private final List<UrlFetcher> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(UrlFetcher::close);
    }

    private UrlFetcher fetcher(int most, Duration timeout) {
        FetchSettings settings = new FetchSettings(
                true,
                Set.of("pictures.example", "*.cdn.example"),
                Set.of(443, 8443),
                DataSize.ofBytes(most),
                timeout,
                2,
                1);
        UrlFetcher fetcher = new UrlFetcher(settings, this::resolve, (address, port, host, left) -> {
            if (answers.isEmpty()) {
                throw new AssertionError("nothing was to be connected to, but " + address);
            }
            connected.add(address.getHostAddress() + ":" + port + " as " + host);
            return answers.remove();
        });
        made.add(fetcher);
        return fetcher;
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : names.getOrDefault(host, List.of())) {
            addresses.add(InetAddress.getByName(address));
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private ScriptedSocket answering(String text) {
        ScriptedSocket socket = ScriptedSocket.answering(text);
        answers.add(socket);
        return socket;
    }

    private Problem refused(String url) {
        return refused(url, 100);
    }

    private Problem refused(String url, int most) {
        return catchThrowableOfType(
                Problem.class, () -> fetcher(most, Duration.ofSeconds(20)).fetch(url, "/arguments/image"));
    }

    private String fetched(String url) {
        return new String(
                fetcher(100, Duration.ofSeconds(20)).fetch(url, "/arguments/image"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void should_fetch_from_the_address_that_was_looked_at() {
        ScriptedSocket socket =
                answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nPNG!more");

        assertThat(fetched("https://Pictures.example/a b".replace(" ", "%20") + "/ü?q=1#part"))
                .isEqualTo("PNG!");

        assertThat(connected).containsExactly("1.2.3.4:443 as pictures.example");
        assertThat(socket.asked())
                .startsWith("GET /a%20b/%C3%BC?q=1 HTTP/1.1\r\nHost: pictures.example\r\n")
                .doesNotContain("Authorization")
                .doesNotContain("Cookie")
                .doesNotContain("Referer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://pictures.example/a            | Only https is fetched, found 'http://pictures.example/a'",
                "file:///etc/passwd                   | Only https is fetched, found 'file:///etc/passwd'",
                "//pictures.example/a                 | Only https is fetched, found '//pictures.example/a'",
                "https://user@pictures.example/a      | An address with a user or password is not fetched",
                "https://a:b@pictures.example/a       | An address with a user or password is not fetched",
                "https://other.example/a              | Pictures are not fetched from 'other.example' (eyes4j.server.fetch.hosts)",
                "https://cdn.example/a                | Pictures are not fetched from 'cdn.example' (eyes4j.server.fetch.hosts)",
                "https://xpictures.example/a          | Pictures are not fetched from 'xpictures.example' (eyes4j.server.fetch.hosts)",
                "https://pictures.example./a          | Pictures are not fetched from 'pictures.example.' (eyes4j.server.fetch.hosts)",
                "https://pictures.example:22/a        | Pictures are not fetched from port 22 (eyes4j.server.fetch.ports)",
                "https://127.0.0.1/a                  | A host is to be a name, found '127.0.0.1'",
                "https://[::1]/a                      | A host is to be a name, found '[::1]'",
                "https:///a                           | 'https:///a' is no address: Expected authority at index 8",
            })
    void should_not_even_resolve_what_is_not_allowed(String url, String message) {
        names.clear();

        Problem problem = refused(url);

        assertThat(problem).hasMessageStartingWith(message.startsWith("'https:///a'") ? "'https:///a'" : message);
        assertThat(problem.type()).isEqualTo(Problem.Type.INVALID);
        assertThat(problem.field()).isEqualTo("/arguments/image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://pictures.example\\@evil/",
                "https://p ictures/",
                "::",
                ""
            })
    void should_refuse_what_is_a_host_in_disguise_or_none(String url) {
        assertThat(refused(url).type()).isEqualTo(Problem.Type.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "169.254.169.254",
                "100.64.1.1",
                "::1",
                "fd00::1",
                "64:ff9b::a00:1",
                "2002:a00:1::1"
            })
    void should_connect_to_no_address_that_is_not_public(String address) {
        names.put("pictures.example", List.of(PUBLIC, address));

        assertThat(refused("https://pictures.example/a"))
                .hasMessage("'pictures.example' has an address that is not public; nothing is fetched from it");
    }

    @Test
    void should_resolve_once_and_connect_to_that() {
        Deque<String> changing = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        FetchSettings settings =
                new FetchSettings(true, Set.of("*"), Set.of(443), DataSize.ofBytes(100), Duration.ofSeconds(20), 0, 1);
        UrlFetcher fetcher = new UrlFetcher(
                settings, host -> List.of(InetAddress.getByName(changing.remove())), (address, port, host, left) -> {
                    connected.add(address.getHostAddress());
                    return ScriptedSocket.answering("HTTP/1.1 200 OK\r\n\r\nPNG!");
                });
        made.add(fetcher);

        assertThat(fetcher.fetch("https://anything.example/", "")).asString().isEqualTo("PNG!");

        assertThat(connected).containsExactly(PUBLIC);
        assertThat(changing).hasSize(1);
    }

    @Test
    void should_follow_redirects_looking_at_each() {
        names.put("a.cdn.example", List.of("2001:4860::1"));
        answering("HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n");
        answering("HTTP/1.1 301 Moved\r\nLocation: https://a.cdn.example:8443/c\r\n\r\n");
        answering("HTTP/1.1 200 OK\r\n\r\nPNG!");

        assertThat(fetched("https://pictures.example/a")).isEqualTo("PNG!");

        assertThat(connected)
                .containsExactly(
                        "1.2.3.4:443 as pictures.example",
                        "1.2.3.4:443 as pictures.example",
                        "2001:4860:0:0:0:0:0:1:8443 as a.cdn.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://pictures.example/b   | Only https is fetched, found 'http://pictures.example/b'",
                "https://169.254.169.254/b   | A host is to be a name, found '169.254.169.254'",
                "https://other.example/b     | Pictures are not fetched from 'other.example' (eyes4j.server.fetch.hosts)",
                "https://in.cdn.example/b    | 'in.cdn.example' has an address that is not public; nothing is fetched from it",
                "//in.cdn.example/b          | 'in.cdn.example' has an address that is not public; nothing is fetched from it",
                "https://user@pictures.example/ | An address with a user or password is not fetched",
            })
    void should_not_be_sent_on_to_where_it_may_not_go(String location, String message) {
        names.put("in.cdn.example", List.of("192.168.0.1"));
        answering("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");

        assertThat(refused("https://pictures.example/a")).hasMessage(message);
        assertThat(connected).hasSize(1);
    }

    @Test
    void should_not_be_sent_on_for_ever() {
        for (int i = 0; i < 3; i++) {
            answering("HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n");
        }

        assertThat(refused("https://pictures.example/a")).hasMessage("'pictures.example' sends on more than 2 times");
        assertThat(connected).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 101\r\n\r\n",
                "Content-Length: 999999999999999999\r\n\r\n",
                "\r\n0123456789",
                "Transfer-Encoding: chunked\r\n\r\n65\r\n",
                "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
            })
    void should_stop_at_a_picture_that_is_too_large(String rest) {
        answering("HTTP/1.1 200 OK\r\n" + rest + "x".repeat(rest.endsWith("9") ? 91 : 0));

        assertThat(refused("https://pictures.example/a"))
                .hasMessage(
                        "The picture at 'pictures.example' is larger than 100 bytes (eyes4j.server.fetch.max-bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\n", "\r\n", "Transfer-Encoding: chunked\r\n\r\n64\r\n"})
    void should_take_one_that_just_fits(String rest) {
        answering("HTTP/1.1 200 OK\r\n" + rest + "x".repeat(100) + (rest.startsWith("T") ? "\r\n0\r\n\r\n" : ""));

        assertThat(fetched("https://pictures.example/a")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9\r\n",
                "HTTP/1.1 404 Not Found\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
            })
    void should_tell_of_an_answer_that_is_none(String answer) {
        answering(answer);

        Problem problem = refused("https://pictures.example/a");

        assertThat(problem.type()).isEqualTo(Problem.Type.UNAVAILABLE);
        assertThat(problem).hasMessageStartingWith("The picture could not be fetched from 'pictures.example': ");
    }

    @Test
    void should_not_read_a_head_without_end() {
        answering("HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000));

        assertThat(refused("https://pictures.example/a"))
                .hasMessage(
                        "The picture could not be fetched from 'pictures.example': a head of more than 32768 bytes");
    }

    @Test
    void should_not_wait_for_ever() {
        answers.add(ScriptedSocket.stalling("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nsome"));

        Problem problem = catchThrowableOfType(
                Problem.class, () -> fetcher(100, Duration.ofMillis(200)).fetch("https://pictures.example/a", ""));

        assertThat(problem.type()).isEqualTo(Problem.Type.TIMEOUT);
        assertThat(problem)
                .hasMessage("'pictures.example' did not send the picture within 0 s (eyes4j.server.fetch.timeout)");
    }

    @Test
    void should_say_that_there_is_no_such_host() {
        assertThat(refused("https://x.cdn.example/")).hasMessage("There is no host 'x.cdn.example'");
    }
}
