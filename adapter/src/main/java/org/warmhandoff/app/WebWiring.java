package org.warmhandoff.app;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.x509.X509AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.warmhandoff.api.DescriptionController;
import org.warmhandoff.api.DurableResponses;
import org.warmhandoff.api.KeysController;
import org.warmhandoff.api.KnownParameters;
import org.warmhandoff.api.StateController;
import org.warmhandoff.api.StoreAway;
import org.warmhandoff.api.TerminologyController;
import org.warmhandoff.api.WrongRequest;
import org.warmhandoff.api.access.AccessProblems;
import org.warmhandoff.api.access.AccessTokens;
import org.warmhandoff.api.access.ClientCertificates;
import org.warmhandoff.api.access.JwtAccess;
import org.warmhandoff.api.access.WrongTokens;
import org.warmhandoff.api.people.SessionEnds;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.hook.HookController;
import org.warmhandoff.hook.HookTokens;
import org.warmhandoff.intake.BodyEncoding;
import org.warmhandoff.intake.Door;
import org.warmhandoff.intake.RecordsController;
import org.warmhandoff.intake.WrongContentType;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.server.BeforeSpring;
import org.warmhandoff.server.BoundedConnections;
import org.warmhandoff.server.RequestsAtATime;
import org.warmhandoff.server.RequestsPerCredential;
import org.warmhandoff.server.SlowBodies;
import org.warmhandoff.server.SmallBodies;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcStates;
import org.warmhandoff.terminology.Published;
import org.warmhandoff.terminology.Terminology;
import tools.jackson.databind.json.JsonMapper;

/** What is served over HTTP, and to whom. What is not named is denied. */
@Configuration(proxyBeanMethods = false)
class WebWiring {

  private static final String EVENTS = "/api/v1/events";

  private static final String[] FOR_ANYBODY = {
    "/openapi.yaml",
    "/asyncapi.yaml",
    "/schemas/*",
    "/.well-known/jwks.json",
    "/api/v1/terminology/CodeSystem/*",
    "/api/v1/terminology/ConceptMap/*",
    "/actuator/health",
    "/actuator/health/liveness",
    "/actuator/health/readiness"
  };

  /** Beside those for anybody and for operators: what is read with a role of its own. */
  private static final String[] WITH_A_ROLE = {
    "/api/v1/records",
    "/api/v1/records/*/*",
    EVENTS,
    "/actuator/prometheus",
    "/actuator/health/partners/*"
  };

  private static final HttpMethod[] READING = {HttpMethod.GET, HttpMethod.HEAD};

  private static final String[] FOR_STAFF_TO_READ = {
    "/api/v1/deliveries",
    "/api/v1/deliveries/*",
    "/api/v1/deliveries/*/page",
    "/api/v1/reconciliations",
    "/api/v1/reconciliations/*",
    "/api/v1/drills",
    "/api/v1/drills/*"
  };

  /** What is about people, and theirs to decide. */
  private static final String[] FOR_STAFF = {
    "/api/v1/attention",
    "/api/v1/attention/*/seen",
    "/api/v1/attention/*/done",
    "/api/v1/matches/*/*",
    "/api/v1/referrals/*/answers",
    "/api/v1/referrals/*/send-to-next",
    "/api/v1/referrals/*/answers/*/take-back"
  };

  /** In the words of the record. */
  private static final String DIFFERENCE = "/api/v1/reconciliations/*/findings/*/difference";

  private static final String[] FOR_OPERATORS = {
    "/api/v1/deliveries",
    "/api/v1/deliveries/*",
    "/api/v1/deliveries/*/page",
    "/api/v1/partners",
    "/api/v1/partners/*/probe",
    "/api/v1/webhooks",
    "/api/v1/webhooks/*/replay",
    "/api/v1/webhooks/*/resume",
    "/api/v1/webhooks/*/skip",
    "/api/v1/reconciliations",
    "/api/v1/reconciliations/*",
    "/api/v1/reconciliations/*/repair",
    "/api/v1/drills",
    "/api/v1/drills/*",
    DIFFERENCE
  };

  private static final String ACCOUNTING = "/api/v1/participants/*/disclosures";
  private static final String BEARER = "Bearer ";
  private static final String[] HOOKS = {"/hooks/{partner}", "/hooks/{partner}/*/*"};
  private static final String CONTENT = "/api/v1/disclosures/*/content";

  @Bean
  AccessProblems refusedRequests(MeterRegistry meters, Clock clock) {
    return new AccessProblems(meters, new WrongTokens(clock));
  }

  /**
   * Only what stands here: no form, no log-out page, no well-known addresses. A session is begun
   * where people sign in, and is good here.
   */
  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      Config config,
      AccessProblems refusals,
      JdbcSubscriptions subscriptions,
      Clock clock,
      ObjectProvider<SessionEnds> sessions,
      ObjectProvider<CsrfTokenRepository> formTokens) {
    Optional.ofNullable(sessions.getIfAvailable())
        .ifPresentOrElse(
            ends -> people(http, ends, formTokens.getObject()), () -> systemsAlone(http));
    return http.headers(WebWiring::headers)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(Customizer.withDefaults())
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilter(certificates(config))
        .addFilterBefore(tokens(config, refusals, subscriptions, clock), AuthorizationFilter.class)
        .addFilterAfter(
            new RequestsPerCredential(config.server().requestsPerCredential()),
            AuthorizationFilter.class)
        .addFilterAfter(new RequestsAtATime(), AuthorizationFilter.class)
        .addFilterAfter(SlowBodies.ofCredentials(), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                otherMethods(reading(requests))
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /**
   * A page that somebody prints has its style in itself; what else is answered is nobody's page.
   */
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(
            policy ->
                policy.policyDirectives(
                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }

  private static void systemsAlone(HttpSecurity http) {
    http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  /**
   * Browsers send the cookie of a session by themselves, so whoever comes with it and changes
   * something shows that a page of ours asked for it. A bearer token is sent by nobody but who has
   * it.
   */
  private static void people(
      HttpSecurity http, SessionEnds sessions, CsrfTokenRepository formTokens) {
    http.sessionManagement(begun -> begun.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .addFilterAfter(sessions, SecurityContextHolderFilter.class)
        .csrf(
            forms ->
                forms
                    .csrfTokenRepository(formTokens)
                    .requireCsrfProtectionMatcher(
                        request ->
                            CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                                && request.getSession(false) != null
                                && !isWithBearerToken(request)));
  }

  private static boolean isWithBearerToken(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  private static AuthorizeHttpRequestsConfigurer<HttpSecurity>
          .AuthorizationManagerRequestMatcherRegistry
      reading(
          AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
              requests) {
    for (var method : READING) {
      requests
          .requestMatchers(method, FOR_ANYBODY)
          .permitAll()
          .requestMatchers(method, "/api/v1/records/*/*")
          .hasAnyRole(Role.READ.name(), Role.STAFF.name())
          .requestMatchers(method, EVENTS)
          .hasAnyRole(Role.READ.name(), Role.STAFF.name(), Role.OPERATE.name())
          .requestMatchers(method, DIFFERENCE)
          .hasRole(Role.STAFF.name())
          .requestMatchers(method, FOR_STAFF_TO_READ)
          .hasAnyRole(Role.STAFF.name(), Role.OPERATE.name())
          .requestMatchers(method, "/actuator/**")
          .hasRole(Role.OBSERVE.name());
    }
    return requests;
  }

  /** Whoever has a token may hear which methods an address has; nothing is done by the others. */
  private static AuthorizeHttpRequestsConfigurer<HttpSecurity>
          .AuthorizationManagerRequestMatcherRegistry
      otherMethods(
          AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
              requests) {
    return requests
        .requestMatchers(HttpMethod.POST, "/api/v1/records")
        .hasRole(Role.SUBMIT.name())
        .requestMatchers(FOR_STAFF)
        .hasAnyRole(Role.STAFF.name(), Role.OPERATE.name())
        .requestMatchers(FOR_OPERATORS)
        .hasRole(Role.OPERATE.name())
        .requestMatchers(HOOKS)
        .access(
            (caller, at) ->
                new AuthorizationDecision(
                    caller
                        .get()
                        .getAuthorities()
                        .contains(HookTokens.authority(at.getVariables().get("partner")))))
        .requestMatchers(ACCOUNTING)
        .hasAnyRole(Role.AUDIT.name(), Role.OPERATE.name())
        .requestMatchers(CONTENT)
        .hasRole(Role.AUDIT_CONTENT.name())
        .requestMatchers(FOR_ANYBODY)
        .authenticated()
        .requestMatchers(WITH_A_ROLE)
        .authenticated();
  }

  private static Filter tokens(
      Config config, AccessProblems refusals, JdbcSubscriptions subscriptions, Clock clock) {
    var providers = new ArrayList<AuthenticationProvider>();
    providers.add(new OpaqueTokenAuthenticationProvider(new AccessTokens(config.access())));
    providers.add(
        new OpaqueTokenAuthenticationProvider(
            new HookTokens(
                subscriptions,
                config.partners().stream()
                    .map(PartnerConfig::name)
                    .collect(Collectors.toUnmodifiableSet()))));
    config
        .authorizationServer()
        .map(server -> JwtAccess.provider(server, clock))
        .ifPresent(providers::add);
    var filter = new BearerTokenAuthenticationFilter(new ProviderManager(providers));
    filter.setAuthenticationEntryPoint(refusals);
    filter.setAuthenticationFailureHandler(refusals::commence);
    return filter;
  }

  private static Filter certificates(Config config) {
    var provider = new PreAuthenticatedAuthenticationProvider();
    provider.setPreAuthenticatedUserDetailsService(new ClientCertificates(config.access()));
    var filter = new X509AuthenticationFilter();
    filter.setPrincipalExtractor(
        certificate -> certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
    filter.setAuthenticationManager(new ProviderManager(provider));
    filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
    return filter;
  }

  /** Nobody waits for a body before the token was seen, and nobody takes all connections. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> server(Config config) {
    return tomcat -> {
      tomcat.addEngineValves(new BeforeSpring());
      tomcat.setProtocol(BoundedConnections.class.getName());
      tomcat.addProtocolHandlerCustomizers(
          (BoundedConnections protocol) -> {
            protocol.most(config.server().connectionsPerAddress());
            protocol.setContinueResponseTiming("onRead");
          });
    };
  }

  @Bean
  RecordsController recordsController(Door door, Config config, JsonMapper json) {
    return new RecordsController(door, config.intake(), json);
  }

  @Bean
  HookController hookController(Hints hints) {
    return new HookController(hints);
  }

  @Bean
  RecordStandings recordStandings(
      JdbcStates states,
      JdbcDeliveries deliveries,
      JdbcLedger ledger,
      JdbcReferralLives lives,
      JdbcReferralTrail trail) {
    return new RecordStandings(states, deliveries, ledger, lives, trail);
  }

  @Bean
  StateController stateController(RecordStandings standings) {
    return new StateController(standings);
  }

  @Bean
  StoreAway storeAway() {
    return new StoreAway();
  }

  @Bean
  DescriptionController descriptionController() {
    return new DescriptionController();
  }

  @Bean
  KeysController keysController(Config config, Clock clock) {
    return new KeysController(PublishedKeys.of(config, clock));
  }

  @Bean
  TerminologyController terminologyController(Terminology terminology) {
    return new TerminologyController(new Published(terminology));
  }

  @Bean
  WrongContentType wrongContentType() {
    return new WrongContentType();
  }

  @Bean
  WrongRequest wrongRequest() {
    return new WrongRequest();
  }

  @Bean
  WebMvcConfigurer interceptors(DurableResponses outlasting) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(outlasting)
            .addPathPatterns("/api/**", "/hooks/**")
            .excludePathPatterns("/api/v1/records");
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
        registry.addInterceptor(new BodyEncoding()).addPathPatterns("/api/**", "/hooks/**");
        registry
            .addInterceptor(new SmallBodies())
            .addPathPatterns("/api/**")
            .excludePathPatterns("/api/v1/records");
      }
    };
  }
}
