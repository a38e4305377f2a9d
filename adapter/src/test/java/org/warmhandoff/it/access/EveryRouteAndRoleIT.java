package org.warmhandoff.it.access;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.config.Config.Role.AUDIT;
import static org.warmhandoff.config.Config.Role.AUDIT_CONTENT;
import static org.warmhandoff.config.Config.Role.OBSERVE;
import static org.warmhandoff.config.Config.Role.OPERATE;
import static org.warmhandoff.config.Config.Role.READ;
import static org.warmhandoff.config.Config.Role.STAFF;
import static org.warmhandoff.config.Config.Role.SUBMIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Setting;

/** Every route that is served, asked by everybody. */
class EveryRouteAndRoleIT {

  private static final Set<Role> ANYBODY = Set.of();

  /** Who may; a route that does not stand here has not been thought of. */
  private static final Map<String, Set<Role>> ALLOWED =
      Map.ofEntries(
          entry("GET /.well-known/jwks.json", ANYBODY),
          entry("GET /openapi.yaml", ANYBODY),
          entry("GET /asyncapi.yaml", ANYBODY),
          entry("GET /schemas/{name}", ANYBODY),
          entry("GET /api/v1/terminology/CodeSystem/{family}", ANYBODY),
          entry("GET /api/v1/terminology/ConceptMap/{family}", ANYBODY),
          entry("GET /actuator/health", ANYBODY),
          entry("GET /actuator/health/**", Set.of(OBSERVE)),
          entry("GET /actuator/prometheus", Set.of(OBSERVE)),
          entry("POST /api/v1/records", Set.of(SUBMIT)),
          entry("GET /api/v1/records/{kind}/{id}", Set.of(READ, STAFF)),
          entry("GET /api/v1/deliveries", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/deliveries/{id}", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/deliveries/{move}", Set.of(OPERATE)),
          entry("GET /api/v1/deliveries/{id}/page", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/attention", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/attention/{id}/seen", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/attention/{id}/done", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/events", Set.of(READ, STAFF, OPERATE)),
          entry("GET /api/v1/webhooks", Set.of(OPERATE)),
          entry("POST /api/v1/webhooks/{name}/replay", Set.of(OPERATE)),
          entry("POST /api/v1/webhooks/{name}/resume", Set.of(OPERATE)),
          entry("POST /api/v1/webhooks/{name}/skip", Set.of(OPERATE)),
          entry("POST /api/v1/reconciliations", Set.of(OPERATE)),
          entry("GET /api/v1/reconciliations", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/reconciliations/{id}", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/reconciliations/{id}/repair", Set.of(OPERATE)),
          entry("GET /api/v1/reconciliations/{id}/findings/{number}/difference", Set.of(STAFF)),
          entry("POST /api/v1/drills", Set.of(OPERATE)),
          entry("GET /api/v1/drills", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/drills/{id}", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/partners", Set.of(OPERATE)),
          entry("POST /api/v1/partners/{name}/probe", Set.of(OPERATE)),
          entry("GET /api/v1/matches/{partner}/{participant}", Set.of(STAFF, OPERATE)),
          entry("PUT /api/v1/matches/{partner}/{participant}", Set.of(STAFF, OPERATE)),
          entry("DELETE /api/v1/matches/{partner}/{participant}", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/referrals/{id}/send-to-next", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/referrals/{id}/answers", Set.of(STAFF, OPERATE)),
          entry("POST /api/v1/referrals/{id}/answers/{number}/take-back", Set.of(STAFF, OPERATE)),
          entry("GET /api/v1/participants/{id}/disclosures", Set.of(AUDIT, OPERATE)),
          entry("GET /api/v1/disclosures/{digest}/content", Set.of(AUDIT_CONTENT)));

  /** For partners that call, with the secret of a subscription; for nobody whom we know. */
  private static final Set<String> OF_PARTNERS =
      Set.of(
          "POST /hooks/{partner}",
          "POST /hooks/{partner}/{type}/{id}",
          "PUT /hooks/{partner}/{type}/{id}",
          "DELETE /hooks/{partner}/{type}/{id}");

  @TempDir private Path home;

  private static Map<Role, String> tokens(Setting setting) {
    var tokens = new EnumMap<Role, String>(Role.class);
    for (var role : Role.values()) {
      var token = "token-of-the-one-with-" + role.word();
      tokens.put(role, token);
      setting.credential(
          "{name: only-%s, token: %s, roles: [%s]}".formatted(role.word(), token, role.word()));
    }
    return tokens;
  }

  @Test
  void everyRouteIsForThoseWhomItIsForAndForNobodyElse() throws Exception {
    var setting = Setting.alone(home);
    var tokens = tokens(setting);
    try (var adapter = Adapter.start(setting.config())) {
      Caller.stranger(adapter.port()).get("/openapi.yaml"); // routes are found with the first
      var routes = routes(adapter);
      assertThat(routes).as("the routes that are served").isEqualTo(all());
      for (var route : OF_PARTNERS) {
        isForPartnersAlone(route, adapter.port(), tokens);
      }
      for (var route : new TreeMap<>(ALLOWED).entrySet()) {
        isFor(route.getKey(), route.getValue(), adapter.port(), tokens);
      }
    }
  }

  /**
   * The pages themselves look at who it is: whoever has not signed in is sent to where people do.
   */
  @Test
  void pagesOfPeopleAreThereOnlyWherePeopleSignInAndAreForWhoeverDid() throws Exception {
    Files.writeString(home.resolve("users.yaml"), "users: []\n");
    var setting = Setting.alone(home).people("users: users.yaml");
    var tokens = tokens(setting);
    try (var adapter = Adapter.start(setting.config())) {
      var stranger = Caller.stranger(adapter.port());
      stranger.get("/openapi.yaml");
      var pages = Set.of("GET /sign-in", "GET /sign-in/style.css", "GET /me");
      assertThat(routes(adapter))
          .containsAll(pages)
          .isEqualTo(Stream.concat(pages.stream(), all().stream()).collect(Collectors.toSet()));
      assertThat(stranger.get("/sign-in").statusCode()).isEqualTo(200);
      assertThat(stranger.get("/sign-in/style.css").statusCode()).isEqualTo(200);
      assertThat(stranger.call("GET", "/me").statusCode()).isEqualTo(302);
      for (var token : tokens.values()) {
        assertThat(Caller.with(adapter.port(), token).get("/me").statusCode()).isEqualTo(302);
      }
      for (var route : new TreeMap<>(ALLOWED).entrySet()) {
        isFor(route.getKey(), route.getValue(), adapter.port(), tokens);
      }
    }
  }

  private static Set<String> all() {
    return Stream.concat(ALLOWED.keySet().stream(), OF_PARTNERS.stream())
        .collect(Collectors.toSet());
  }

  private static void isForPartnersAlone(String route, int port, Map<Role, String> tokens)
      throws Exception {
    assertThat(call(Caller.stranger(port), route)).as("%s by a stranger", route).isEqualTo(401);
    for (var token : tokens.entrySet()) {
      assertThat(call(Caller.with(port, token.getValue()), route))
          .as("%s with the role %s", route, token.getKey().word())
          .isEqualTo(403);
    }
  }

  private static void isFor(String route, Set<Role> allowed, int port, Map<Role, String> tokens)
      throws Exception {
    var stranger = call(Caller.stranger(port), route);
    if (allowed.equals(ANYBODY)) {
      assertThat(stranger).as("%s by a stranger", route).isNotIn(401, 403);
    } else {
      assertThat(stranger).as("%s by a stranger", route).isEqualTo(401);
    }
    for (var token : tokens.entrySet()) {
      var answer = call(Caller.with(port, token.getValue()), route);
      var by = "%s with the role %s".formatted(route, token.getKey().word());
      if (allowed.equals(ANYBODY) || allowed.contains(token.getKey())) {
        assertThat(answer).as(by).isNotIn(401, 403);
      } else {
        assertThat(answer).as(by).isEqualTo(403);
      }
    }
  }

  private static int call(Caller caller, String route) throws IOException, InterruptedException {
    var words = route.split(" ", 2);
    var path =
        words[1]
            .replace("{kind}", "participant")
            .replace("{name}", "participant.schema.json")
            .replace("{family}", "severity")
            .replace("{partner}", "psychiatry")
            .replace("{participant}", "P-1")
            .replace("**", "partners")
            .replaceAll("\\{[a-z]+}", "1");
    return caller.call(words[0], path).statusCode();
  }

  /** Those of controllers and of the actuator. */
  private static Set<String> routes(Adapter adapter) {
    return adapter.part(DispatcherServlet.class).getHandlerMappings().stream()
        .filter(RequestMappingInfoHandlerMapping.class::isInstance)
        .map(RequestMappingInfoHandlerMapping.class::cast)
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(EveryRouteAndRoleIT::routes)
        .collect(Collectors.toSet());
  }

  private static Stream<String> routes(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .filter(path -> !path.equals("/error"))
        .flatMap(
            path ->
                info.getMethodsCondition().getMethods().isEmpty()
                    ? Stream.of("ANY " + path)
                    : info.getMethodsCondition().getMethods().stream()
                        .map(method -> method.name() + " " + path));
  }
}
