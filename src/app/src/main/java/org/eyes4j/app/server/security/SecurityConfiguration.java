package org.eyes4j.app.server.security;

import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The one chain of filters that every request passes, to whatever servlet it goes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {
    private static final String READ = CallerAuthentication.authority(Caller.Scope.READ);
    private static final String CALL = CallerAuthentication.authority(Caller.Scope.CALL);
    private static final String ADMIN = CallerAuthentication.authority(Caller.Scope.ADMIN);

    /** There are no passwords here; its presence keeps Spring Boot from making one up. */
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new BadCredentialsException("there are no passwords here");
        };
    }

    /** Addresses that are written so as to mislead. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems) {
        return (request, response, rejected) -> problems.write(
                Problem.of(Problem.Type.MALFORMED, "The address or a header is written in a way that is not taken"),
                request,
                response);
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            SecuritySettings settings,
            ServerProperties server,
            ObjectProvider<JwtDecoder> decoder,
            Problems problems) {
        Optional<JwtDecoder> tokens = Optional.ofNullable(decoder.getIfAvailable());
        boolean asked = !settings.keys().isEmpty() || tokens.isPresent();
        BindCheck.check(server.getAddress(), "server.address", asked, settings.open());
        Refusals refusals = new Refusals(problems);
        http.csrf(AbstractHttpConfigurer::disable) // OriginFilter; see the package
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterAfter(
                        new OriginFilter(settings.hosts(), settings.origins(), problems), HeaderWriterFilter.class)
                .addFilterBefore(new CallerFilter(asked), AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::rules);
        if (asked) {
            http.addFilterBefore(
                    new KeyFilter(settings.keys(), tokens.isPresent(), refusals),
                    tokens.isPresent()
                            ? BearerTokenAuthenticationFilter.class
                            : UsernamePasswordAuthenticationFilter.class);
        }
        tokens.ifPresent(t -> http.oauth2ResourceServer(resource -> resource.authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals)
                .bearerTokenResolver(new TokensThatAreNoKeys(new DefaultBearerTokenResolver()))
                .jwt(jwt -> jwt.decoder(t).jwtAuthenticationConverter(Tokens::caller))));
        return http.build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(new ContentPolicy())
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(
                        "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"));
    }

    /** What is nobody's, what looks, what works, what changes the server. Doors ask for scopes again where they know better. */
    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers(PageFiles.ofClassPath())
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/actuator/prometheus", "/actuator/metrics/**", "/actuator/info")
                .hasAuthority(READ)
                .requestMatchers("/actuator/**")
                .hasAuthority(ADMIN)
                .requestMatchers(HttpMethod.DELETE, "/api/v1/models/**")
                .hasAuthority(ADMIN)
                .requestMatchers(HttpMethod.POST, "/api/v1/models/**")
                .hasAuthority(ADMIN)
                .requestMatchers(HttpMethod.DELETE, "/api/v1/workflows/**")
                .hasAuthority(ADMIN)
                .requestMatchers(HttpMethod.PUT, "/api/v1/workflows/**")
                .hasAuthority(ADMIN)
                // Looks at what is sent, and keeps nothing.
                .requestMatchers(HttpMethod.POST, "/api/v1/workflows/check")
                .hasAuthority(READ)
                .requestMatchers(HttpMethod.GET, "/**")
                .hasAuthority(READ)
                .requestMatchers(HttpMethod.HEAD, "/**")
                .hasAuthority(READ)
                .requestMatchers(HttpMethod.OPTIONS, "/**")
                .hasAuthority(READ)
                // The protocol's own messages are posts too; its calls ask for the scope themselves.
                .requestMatchers("/mcp")
                .hasAuthority(READ)
                .anyRequest()
                .hasAuthority(CALL);
    }
}
