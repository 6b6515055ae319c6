package org.eyes4j.app.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Once keys are on, there is no way in without one: every route that the server itself knows of is tried. */
class EveryRouteTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.at(
                home,
                Map.of(
                        "eyes4j.server.security.keys[0].name", "somebody",
                        "eyes4j.server.security.keys[0].hash", ApiKey.random().hash(),
                        "management.endpoints.web.exposure.include", "*"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void should_ask_for_a_key_on_every_route_but_health_and_the_pages_files() throws IOException {
        Set<String> page = PageFiles.ofClassPath().paths();
        List<String> open = new ArrayList<>();
        Set<String> routes = routes();
        for (String route : routes) {
            for (String method : METHODS) {
                boolean reads = method.equals("GET") || method.equals("HEAD");
                boolean allowed = (reads && page.contains(route))
                        || (method.equals("GET") && route.startsWith("/actuator/health"));
                int status = RawHttp.ask(server.port(), method, route, "").status();
                if (allowed ? status == 401 : status != 401) {
                    open.add(method + " " + route + " -> " + status);
                }
            }
        }

        assertThat(routes)
                .contains("/api/v1/tools/x", "/api/v1/runs", "/api/v1/artifacts/x", "/api/v1/sessions", "/error")
                .hasSizeGreaterThan(20);
        assertThat(open).isEmpty();
    }

    /** What controllers, endpoints, servlets and folders of files serve, and some that nobody does. */
    private static Set<String> routes() {
        Set<String> routes =
                new TreeSet<>(Set.of("/nothing", "/api/v1/nothing", "/webjars/x", "/js/", "/%61pi/v1/tools"));
        routes.addAll(PageFiles.ofClassPath().paths());
        for (AbstractHandlerMethodMapping<?> mapping : server.beans(AbstractHandlerMethodMapping.class)) {
            mapping.getHandlerMethods().keySet().forEach(key -> {
                if (key instanceof RequestMappingInfo info) {
                    info.getPatternValues().forEach(p -> routes.add(concrete(p)));
                }
            });
        }
        for (AbstractUrlHandlerMapping mapping : server.beans(AbstractUrlHandlerMapping.class)) {
            mapping.getHandlerMap().keySet().forEach(p -> routes.add(concrete(p)));
        }
        for (ServletRegistrationBean<?> servlet : server.beans(ServletRegistrationBean.class)) {
            servlet.getUrlMappings().forEach(p -> routes.add(concrete(p)));
        }
        assertThat(RequestMethod.values()).hasSizeGreaterThan(METHODS.size() - 1);
        return routes;
    }

    private static String concrete(String pattern) {
        return pattern.replaceAll("\\{[^/]*}", "x").replace("/**", "/x/y").replace("*", "x");
    }
}
