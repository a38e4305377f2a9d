package org.warmhandoff.api.people;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.warmhandoff.api.access.SignedTokens;
import org.warmhandoff.config.Config.OpenIdConnect;
import org.warmhandoff.config.Config.PeopleConfig;

/**
 * The provider of OpenID Connect: as what we are registered there, and how its answers are taken.
 * It is asked for its endpoints when the first person signs in, and again until it has said them.
 */
public final class Provider {

  /** Our name for it, in addresses of ours. */
  static final String ID = "provider";

  /** Where people are sent to it from. */
  public static final String START = "/sign-in/with";

  /** Where it sends them back to. */
  public static final String ANSWER = "/sign-in/answer";

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final PeopleConfig people;
  private final OpenIdConnect provider;

  /** That of the configuration. */
  public Provider(PeopleConfig people) {
    this.people = people;
    this.provider = people.openIdConnect().orElseThrow();
  }

  /** As what we are registered there. */
  public ClientRegistrationRepository registrations(Clock clock) {
    return new DiscoveredRegistration(ID, this::registration, clock);
  }

  private ClientRegistration registration() {
    return ClientRegistrations.fromOidcIssuerLocation(provider.issuer().toString())
        .registrationId(ID)
        .clientId(provider.clientId())
        .clientSecret(provider.clientSecret())
        .redirectUri(people.url().orElseThrow() + ANSWER)
        .scope(OidcScopes.OPENID)
        .build();
  }

  /** How a code becomes an ID token. */
  public static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(requests())
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }

  private static ClientHttpRequestFactory requests() {
    var requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(WITHIN);
    return requests;
  }

  /** How an ID token is checked (OpenID Connect Core 1.0, 3.1.3.7). */
  public static JwtDecoderFactory<ClientRegistration> idTokens() {
    return Provider::decoder;
  }

  private static JwtDecoder decoder(ClientRegistration registration) {
    var decoder =
        NimbusJwtDecoder.withJwkSetUri(registration.getProviderDetails().getJwkSetUri())
            .jwsAlgorithms(algorithms -> algorithms.addAll(SignedTokens.ALGORITHMS))
            .restOperations(new RestTemplate(requests()))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
    return decoder;
  }

  /** Who it is; the ID token says all that we want to know. */
  public OAuth2UserService<OidcUserRequest, OidcUser> people() {
    return signedIn -> new PersonOfProvider(signedIn.getIdToken(), provider);
  }
}
