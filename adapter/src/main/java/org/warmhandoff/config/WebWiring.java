package org.warmhandoff.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.warmhandoff.access.AccessTokens;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.intake.Door;
import org.warmhandoff.intake.RecordsController;
import org.warmhandoff.status.StateController;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcStates;
import tools.jackson.databind.json.JsonMapper;

/** What is served over HTTP, and to whom. What is not named is denied. */
@Configuration(proxyBeanMethods = false)
class WebWiring {

  private static final String[] FOR_ANYBODY = {
    "/openapi.yaml", "/schemas/*", "/actuator/health", "/actuator/health/*", "/error"
  };

  @Bean
  OpaqueTokenIntrospector accessTokens(Config config) {
    return new AccessTokens(config.access());
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, OpaqueTokenIntrospector tokens) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.GET, FOR_ANYBODY)
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, "/api/v1/records")
                    .hasRole(Role.SUBMIT.name())
                    .requestMatchers(HttpMethod.GET, "/api/v1/records/*/*")
                    .hasRole(Role.READ.name())
                    .requestMatchers(HttpMethod.GET, "/actuator/**")
                    .hasRole(Role.OBSERVE.name())
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(server -> server.opaqueToken(opaque -> opaque.introspector(tokens)))
        .build();
  }

  @Bean
  RecordsController recordsController(Door door, Config config, JsonMapper json) {
    return new RecordsController(door, config.intake(), json);
  }

  @Bean
  StateController stateController(JdbcStates states, JdbcLedger ledger) {
    return new StateController(states, ledger);
  }
}
