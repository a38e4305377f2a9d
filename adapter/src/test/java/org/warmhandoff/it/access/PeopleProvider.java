package org.warmhandoff.it.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.warmhandoff.testing.SpringAuthorizationServer;

/** Spring's authorization server as a provider of OpenID Connect, with one person who is known. */
final class PeopleProvider implements AutoCloseable {

  static final String CLIENT = "warm-handoff";
  static final String SECRET = "secret-of-the-adapter";
  static final String PERSON = "imani.okafor";
  static final String PASSWORD = "of-the-provider";

  private volatile boolean away;
  private final Membership membership = new Membership();
  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();

  /**
   * A provider on loopback.
   *
   * @param back where people are sent back to
   */
  PeopleProvider(String back) {
    Logger.getLogger("org.apache").setLevel(Level.OFF);
    var client =
        RegisteredClient.withId("1")
            .clientId(CLIENT)
            .clientSecret("{noop}" + SECRET)
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(back)
            .scope(OidcScopes.OPENID)
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .build();
    context.registerBean(
        RegisteredClientRepository.class, () -> new InMemoryRegisteredClientRepository(client));
    Filter away = (request, response, chain) -> answer(request, response, chain);
    var first = new FilterRegistrationBean<>(away);
    first.setOrder(Ordered.HIGHEST_PRECEDENCE);
    context.registerBean("away", FilterRegistrationBean.class, () -> first);
    context.registerBean(Membership.class, () -> membership);
    context.register(SpringAuthorizationServer.ServedByTomcat.class, Wired.class);
    context.refresh();
  }

  private void answer(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (away) {
      ((HttpServletResponse) response).setStatus(503);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** What the person is there, in the claim {@code groups}. */
  void groups(String... all) {
    membership.groups = List.of(all);
  }

  /** Whether it answers nobody. */
  void away(boolean from) {
    away = from;
  }

  private static final class Membership {
    private volatile List<String> groups = List.of();
  }

  @Configuration(proxyBeanMethods = false)
  static class Wired {

    @Bean
    SecurityFilterChain provider(HttpSecurity http, UserDetailsService people) {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .addFilterAfter(new SaysWhoItIs(people), SecurityContextHolderFilter.class)
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
    }

    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          User.withUsername(PERSON).password("{noop}" + PASSWORD).roles("PERSON").build());
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Membership membership) {
      return token -> token.getClaims().claim("groups", membership.groups);
    }

    @Bean
    JwtDecoder tokens(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2048).keyID("1").generate()));
    }
  }

  /** Where clients show their secrets in the same header, people do not. */
  private static final class SaysWhoItIs extends BasicAuthenticationFilter {

    SaysWhoItIs(UserDetailsService people) {
      super(new ProviderManager(new DaoAuthenticationProvider(people)));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !request.getRequestURI().equals("/oauth2/authorize");
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + context.getWebServer().getPort();
  }

  /** How the person says there who she is. */
  static String knownBy() {
    return "Basic " + Base64.getEncoder().encodeToString((PERSON + ":" + PASSWORD).getBytes(UTF_8));
  }

  @Override
  public void close() {
    context.close();
  }
}
