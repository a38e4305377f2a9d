package org.warmhandoff.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.warmhandoff.api.access.AccessProblems;
import org.warmhandoff.api.people.PasswordSignIn;
import org.warmhandoff.api.people.PendingSignIns;
import org.warmhandoff.api.people.Provider;
import org.warmhandoff.api.people.SessionEnds;
import org.warmhandoff.api.people.SignInAnswers;
import org.warmhandoff.api.people.SignInPages;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.PeopleConfig;
import org.warmhandoff.people.KnownUsers;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.server.RequestsPerCredential;
import org.warmhandoff.server.SlowBodies;
import org.warmhandoff.server.SmallForms;

/** How people sign in; wired where the configuration says how. */
@Configuration(proxyBeanMethods = false)
class PeopleWiring {

  private static final String SIGN_OUT = "/sign-out";

  /** Nothing comes from elsewhere, nothing runs, and nobody frames it. */
  private static final String PAGES =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final PeopleConfig people;
  private final Optional<KnownUsers> users;
  private final boolean secure;
  private final int requestsPerCredential;

  PeopleWiring(Config config) {
    this.people = config.people().orElseThrow();
    this.users = people.users().map(KnownUsers::new);
    this.secure = config.server().isSecure();
    this.requestsPerCredential = config.server().requestsPerCredential();
  }

  @Bean
  SessionEnds sessionEnds(Clock clock) {
    return new SessionEnds(people.session(), users, clock);
  }

  @Bean
  CookieCsrfTokenRepository formTokens() {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(secure ? "__Host-form" : "form");
    tokens.setCookieCustomizer(
        cookie -> cookie.httpOnly(true).secure(secure).sameSite("Strict").path("/"));
    return tokens;
  }

  @Bean
  SignInPages signInPages(Config config, SessionEnds sessions) {
    return new SignInPages(people, config.program(), sessions);
  }

  /** What people need to sign in and out; everything else is of the other chain. */
  @Bean
  @Order(1)
  SecurityFilterChain signIn(
      HttpSecurity http,
      SessionEnds sessions,
      CookieCsrfTokenRepository formTokens,
      AccessProblems refusals,
      MeterRegistry meters,
      Clock clock) {
    var answers = new SignInAnswers(sessions, meters, clock);
    http.securityMatcher(SignInPages.SIGN_IN, SignInPages.SIGN_IN + "/**", SIGN_OUT, SignInPages.ME)
        .csrf(forms -> forms.csrfTokenRepository(formTokens))
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(PeopleWiring::headers)
        .logout(
            out ->
                out.logoutUrl(SIGN_OUT)
                    .logoutSuccessUrl(SignInPages.SIGN_IN + "?out")
                    .deleteCookies(sessionCookie(secure)))
        .exceptionHandling(
            refused ->
                refused
                    .authenticationEntryPoint(
                        new LoginUrlAuthenticationEntryPoint(SignInPages.SIGN_IN))
                    .accessDeniedHandler(refusals))
        .addFilterBefore(SlowBodies.ofAddresses(), CsrfFilter.class)
        .addFilterBefore(new SmallForms(), CsrfFilter.class)
        .addFilterAfter(sessions, SecurityContextHolderFilter.class)
        .addFilterAfter(new RequestsPerCredential(requestsPerCredential), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        HttpMethod.GET, SignInPages.SIGN_IN, SignInPages.SIGN_IN + "/style.css")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, SignInPages.ME)
                    .authenticated()
                    .anyRequest()
                    .denyAll());
    // Nobody is known but by what stands here.
    http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
    users.ifPresent(known -> byPassword(http, known, answers, clock));
    if (people.openIdConnect().isPresent()) {
      byProvider(http, answers, clock);
    }
    return http.build();
  }

  /** The name by which a browser refuses to take it from anybody else, where there is TLS. */
  static String sessionCookie(boolean secure) {
    return secure ? "__Host-warm-handoff" : "warm-handoff";
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(PAGES))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }

  private void byPassword(HttpSecurity http, KnownUsers users, SignInAnswers answers, Clock clock) {
    http.formLogin(
            form ->
                form.loginPage(SignInPages.SIGN_IN)
                    .successHandler(answers.byPassword())
                    .failureHandler(answers.failed()))
        .authenticationProvider(new PasswordSignIn(users, new Passwords(), clock));
  }

  private void byProvider(HttpSecurity http, SignInAnswers answers, Clock clock) {
    var provider = new Provider(people);
    http.oauth2Login(
        login ->
            login
                .clientRegistrationRepository(provider.registrations(clock))
                .loginPage(SignInPages.SIGN_IN)
                .loginProcessingUrl(Provider.ANSWER)
                .authorizationEndpoint(
                    start ->
                        start
                            .baseUri(Provider.START)
                            .authorizationRequestRepository(new PendingSignIns(clock, secure)))
                .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(Provider.tokens()))
                .userInfoEndpoint(person -> person.oidcUserService(provider.people()))
                .successHandler(answers.byProvider())
                .failureHandler(answers.failedThere())
                .addObjectPostProcessor(
                    new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                      @Override
                      public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(
                          O filter) {
                        filter.setAuthenticationFailureHandler(answers.away());
                        return filter;
                      }
                    }));
  }

  /** How ID tokens are checked. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    return Provider.idTokens();
  }
}
