package org.warmhandoff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Spring's authorization server on loopback, with one client registered that has a key. It takes
 * each assertion once, which it would not ask for by itself.
 */
public final class SpringAuthorizationServer implements AutoCloseable {

  /** The client that is registered. */
  public static final String CLIENT = "warm-handoff-at-brookside";

  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  static {
    TOMCAT.setLevel(Level.OFF);
  }

  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cuts = new AtomicBoolean();

  /**
   * A server.
   *
   * @param jwks where the client's public keys are
   * @param algorithm that its assertions are signed with
   * @param scopes that it may have
   */
  public SpringAuthorizationServer(
      String jwks, SignatureAlgorithm algorithm, Collection<String> scopes) {
    var client =
        RegisteredClient.withId("1")
            .clientId(CLIENT)
            .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .scopes(all -> all.addAll(scopes))
            .clientSettings(
                ClientSettings.builder()
                    .jwkSetUrl(jwks)
                    .tokenEndpointAuthenticationSigningAlgorithm(algorithm)
                    .build())
            .tokenSettings(
                TokenSettings.builder()
                    .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                    .accessTokenTimeToLive(Duration.ofMinutes(5))
                    .build())
            .build();
    Filter counting = (request, response, chain) -> react(request, response, chain);
    context.registerBean(
        RegisteredClientRepository.class, () -> new InMemoryRegisteredClientRepository(client));
    var first = new FilterRegistrationBean<>(counting);
    first.setOrder(Ordered.HIGHEST_PRECEDENCE);
    context.registerBean("counting", FilterRegistrationBean.class, () -> first);
    context.register(ServedByTomcat.class, Wired.class);
    context.refresh();
  }

  private void react(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    asked.add(
        request.getParameterMap().entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, one -> one.getValue()[0])));
    if (!cuts.getAndSet(false)) {
      chain.doFilter(request, response);
      return;
    }
    var whole = new ContentCachingResponseWrapper((HttpServletResponse) response);
    chain.doFilter(request, whole);
    response.setContentLength(whole.getContentSize());
    response.getOutputStream().write(whole.getContentAsByteArray(), 0, 1);
    response.flushBuffer();
    throw new IOException("the answer is cut here");
  }

  /** Served by Tomcat on a free port, behind Spring Security. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @EnableWebMvc
  public static class ServedByTomcat {

    @Bean
    TomcatServletWebServerFactory web() {
      return new TomcatServletWebServerFactory(0);
    }

    /** Without a servlet Tomcat asks no filter. */
    @Bean
    DispatcherServlet dispatcherServlet() {
      return new DispatcherServlet();
    }

    /** Spring Boot's own configuration, which would do that, is not asked for. */
    @Bean
    DelegatingFilterProxyRegistrationBean chain() {
      return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Wired {

    @Bean
    SecurityFilterChain authorizationServer(HttpSecurity http) {
      var server = new OAuth2AuthorizationServerConfigurer();
      return http.securityMatcher(server.getEndpointsMatcher())
          .with(
              server,
              of -> of.clientAuthentication(by -> by.authenticationProviders(Wired::strictly)))
          .csrf(csrf -> csrf.disable())
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
    }

    private static void strictly(List<AuthenticationProvider> providers) {
      var seen = ConcurrentHashMap.<String>newKeySet();
      OAuth2TokenValidator<Jwt> once =
          jwt ->
              jwt.getId() != null && seen.add(jwt.getId())
                  ? OAuth2TokenValidatorResult.success()
                  : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_client"));
      var decoders = new JwtClientAssertionDecoderFactory();
      decoders.setJwtValidatorFactory(
          client ->
              new DelegatingOAuth2TokenValidator<>(
                  JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client),
                  once));
      for (var provider : providers) {
        if (provider instanceof JwtClientAssertionAuthenticationProvider assertions) {
          assertions.setJwtDecoderFactory(decoders);
        }
      }
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
      return new InMemoryOAuth2AuthorizationService();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    JWKSource<SecurityContext> noKeysOfItsOwn() {
      return new ImmutableJWKSet<>(new JWKSet());
    }
  }

  /** Where tokens are asked for. */
  public String tokenUrl() {
    return "http://127.0.0.1:" + context.getWebServer().getPort() + "/oauth2/token";
  }

  /** How often a token was asked for. */
  public int asked() {
    return asked.size();
  }

  /** The scopes of each request for a token, in order. */
  public List<List<String>> scopes() {
    return asked.stream().map(form -> List.of(form.get("scope").split(" ", -1))).toList();
  }

  /** The {@code jti} of each assertion that came, in order. */
  public List<String> jtis() {
    return asked.stream().map(SpringAuthorizationServer::jti).toList();
  }

  private static String jti(Map<String, String> form) {
    try {
      return SignedJWT.parse(form.get("client_assertion")).getJWTClaimsSet().getJWTID();
    } catch (ParseException notOne) {
      throw new AssertionError(notOne);
    }
  }

  /** Its next answer ends in its middle, though it has seen the assertion. */
  public void cutsItsNextAnswer() {
    cuts.set(true);
  }

  /** What it answers to somebody who sends the last request once more, letter by letter. */
  public int answersTheLastOnceMore() throws IOException, InterruptedException {
    var form =
        asked.get(asked.size() - 1).entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(tokenUrl()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Whether that header shows a token that it gave and that is good. */
  public boolean isGood(Optional<String> authorization) {
    return authorization
        .filter(header -> header.startsWith("Bearer "))
        .map(header -> authorizations().findByToken(header.substring(7), ACCESS))
        .filter(given -> given.getAccessToken().isActive())
        .isPresent();
  }

  /** Takes that token back. */
  public void revoke(String authorization) {
    var given = authorizations().findByToken(authorization.substring(7), ACCESS);
    authorizations().remove(given);
  }

  private static final OAuth2TokenType ACCESS = OAuth2TokenType.ACCESS_TOKEN;

  private OAuth2AuthorizationService authorizations() {
    return context.getBean(OAuth2AuthorizationService.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
