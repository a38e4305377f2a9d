package org.warmhandoff.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
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

/** Spring's authorization server on loopback, with one client registered that has a key. */
public final class SpringAuthorizationServer implements AutoCloseable {

  /** The client that is registered. */
  public static final String CLIENT = "warm-handoff-at-brookside";

  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();
  private final List<String> asked = new CopyOnWriteArrayList<>();

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
    Filter counting =
        (request, response, chain) -> {
          asked.add(((HttpServletRequest) request).getRequestURI());
          chain.doFilter(request, response);
        };
    context.registerBean(
        RegisteredClientRepository.class, () -> new InMemoryRegisteredClientRepository(client));
    var first = new FilterRegistrationBean<>(counting);
    first.setOrder(Ordered.HIGHEST_PRECEDENCE);
    context.registerBean("counting", FilterRegistrationBean.class, () -> first);
    context.register(Wired.class);
    context.refresh();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @EnableWebMvc
  static class Wired {

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

    @Bean
    SecurityFilterChain authorizationServer(HttpSecurity http) {
      var server = new OAuth2AuthorizationServerConfigurer();
      return http.securityMatcher(server.getEndpointsMatcher())
          .with(server, plain -> {})
          .csrf(csrf -> csrf.disable())
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
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
