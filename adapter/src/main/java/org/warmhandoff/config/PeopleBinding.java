package org.warmhandoff.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.warmhandoff.config.JsonValues.duration;
import static org.warmhandoff.config.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.config.Config.OpenIdConnect;
import org.warmhandoff.config.Config.PeopleConfig;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.config.Config.SessionConfig;

/** How people sign in, of a tree that its schema has accepted. */
final class PeopleBinding {

  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(10);

  private PeopleBinding() {}

  static PeopleConfig bind(JsonNode people, Path home) {
    var session = people.path("session");
    return new PeopleConfig(
        text(people.path("users")).map(file -> home.resolve(file).normalize()),
        Optional.of(people.path("open-id-connect"))
            .filter(JsonNode::isObject)
            .map(PeopleBinding::openIdConnect),
        text(people.path("url")).map(url -> URI.create(url.replaceFirst("/$", ""))),
        new SessionConfig(
            duration(session.path("idle"), IDLE), duration(session.path("longest"), LONGEST)));
  }

  private static OpenIdConnect openIdConnect(JsonNode provider) {
    return new OpenIdConnect(
        text(provider.path("name")).orElse("OpenID Connect"),
        URI.create(provider.path("issuer").asText()),
        provider.path("client-id").asText(),
        provider.path("client-secret").asText(),
        text(provider.path("roles-claim")).orElse("roles"),
        roles(provider.path("roles")));
  }

  private static Map<String, Set<Role>> roles(JsonNode roles) {
    return Stream.of(Role.values())
        .filter(role -> roles.has(role.word()))
        .collect(groupingBy(role -> roles.path(role.word()).asText(), toSet()));
  }

  /** What a schema cannot say, one line each, the setting first. */
  static List<String> problems(JsonNode people, Path home) {
    var problems = new ArrayList<String>();
    text(people.path("users"))
        .filter(file -> !file.isEmpty() && !Files.isReadable(home.resolve(file)))
        .ifPresent(
            file ->
                problems.add(
                    "people.users: there is no such file; make it:"
                        + " warm-handoff users add NAME --role ROLE --file "
                        + file));
    if (people.has("open-id-connect") && people.path("url").isMissingNode()) {
      problems.add(
          "people.url: is required with people.open-id-connect, for the provider sends people back"
              + " there");
    }
    return problems;
  }
}
