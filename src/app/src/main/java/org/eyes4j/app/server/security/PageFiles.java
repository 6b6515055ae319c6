package org.eyes4j.app.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The page's own files, name by name: they hold nothing that is anybody's, and a person must see the page to enter a key. */
final class PageFiles implements RequestMatcher {
    private static final String FOLDER = "/static/";

    private final Set<String> paths;

    private PageFiles(Set<String> paths) {
        this.paths = Set.copyOf(paths);
    }

    /** Those that lie on the class path now. */
    static PageFiles ofClassPath() {
        Set<String> paths = new HashSet<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver(PageFiles.class.getClassLoader())
                    .getResources("classpath*:" + FOLDER + "**")) {
                String url = file.getURL().toString();
                if (file.isReadable() && !url.endsWith("/")) {
                    paths.add(url.substring(url.lastIndexOf(FOLDER) + FOLDER.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        paths.add("/");
        return new PageFiles(paths);
    }

    Set<String> paths() {
        return paths;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && paths.contains(request.getRequestURI());
    }
}
