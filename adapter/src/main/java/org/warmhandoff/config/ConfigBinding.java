package org.warmhandoff.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.warmhandoff.config.JsonValues.duration;
import static org.warmhandoff.config.JsonValues.each;
import static org.warmhandoff.config.JsonValues.text;
import static org.warmhandoff.config.JsonValues.words;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.warmhandoff.config.Config.Access;
import org.warmhandoff.config.Config.AuthorizationServer;
import org.warmhandoff.config.Config.Credential;
import org.warmhandoff.config.Config.DeliveryConfig;
import org.warmhandoff.config.Config.DrillsConfig;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.config.Config.IntakeConfig;
import org.warmhandoff.config.Config.KeysConfig;
import org.warmhandoff.config.Config.LogLevel;
import org.warmhandoff.config.Config.LoggedPart;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.Config.MonthlyTime;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.config.Config.Postgres;
import org.warmhandoff.config.Config.ProgramConfig;
import org.warmhandoff.config.Config.ReconciliationConfig;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.config.Config.ServerConfig;
import org.warmhandoff.config.Config.StoreConfig;
import org.warmhandoff.config.Config.TerminologyConfig;
import org.warmhandoff.record.Words;

/** A tree that its schema has accepted becomes a {@link Config}; the defaults stand here. */
final class ConfigBinding {

  static final Duration LEASE = Duration.ofSeconds(90);
  static final Duration SEARCH_OVERLAP = Duration.ofMinutes(10);
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** Where most of those live who are told a time. */
  static final ZoneId TIME_ZONE = ZoneId.of("America/New_York");

  /** When partners have least to do. */
  private static final String NIGHTLY = "03:10";

  private static final String NEVER = "never";

  static final double CERTAIN = 0.9;
  static final double POSSIBLE = 0.5;

  /** Before the digits of a token's hash. */
  static final String HASH = "sha256:";

  private final Path home;

  ConfigBinding(Path home) {
    this.home = home;
  }

  Config bind(JsonNode tree) {
    return new Config(
        new ProgramConfig(
            text(tree.at("/program/namespace")).orElseThrow(),
            text(tree.at("/program/name")).orElseThrow(),
            text(tree.at("/program/phone")),
            text(tree.at("/program/time-zone")).map(ZoneId::of).orElse(TIME_ZONE)),
        new TerminologyConfig(text(tree.at("/terminology/directory")).map(this::path)),
        DisclosureFiles.bind(tree.path("disclosure"), home),
        new ServerConfig(
            text(tree.at("/server/address")).orElse("127.0.0.1"),
            tree.at("/server/port").asInt(8420),
            tree.at("/server/connections-per-address").asInt(256),
            tree.at("/server/requests-per-credential").asInt(2000),
            Optional.of(tree.at("/server/tls"))
                .filter(JsonNode::isObject)
                .map(tls -> PartnerBinding.tls(tls, home)),
            tree.at("/server/behind-proxy").asBoolean(),
            each(tree.at("/server/proxies"), JsonNode::asText),
            text(tree.at("/server/public-url")).map(url -> URI.create(url.replaceFirst("/$", "")))),
        each(tree.path("access"), ConfigBinding::access),
        Optional.of(tree.path("authorization-server"))
            .filter(JsonNode::isObject)
            .map(ConfigBinding::authorizationServer),
        Optional.of(tree.path("people"))
            .filter(JsonNode::isObject)
            .map(people -> PeopleBinding.bind(people, home)),
        store(tree.path("store")),
        intake(tree.path("intake")),
        delivery(tree.path("delivery")),
        EventsBinding.bind(
            tree.path("events"), text(tree.at("/program/namespace")).orElseThrow(), home),
        reconciliation(tree.path("reconciliation")),
        drills(tree.path("drills")),
        matching(tree.path("matching")),
        new KeysConfig(KeyRules.directory(tree, home)),
        each(
            tree.path("partners"),
            partner -> new PartnerBinding(home, KeyRules.directory(tree, home)).bind(partner)),
        logging(tree.path("logging")));
  }

  private Path path(String text) {
    return home.resolve(text).normalize();
  }

  private static Access access(JsonNode access) {
    return new Access(
        access.path("name").asText(),
        credential(access),
        words(access.path("roles"), Role.values()));
  }

  private static Credential credential(JsonNode access) {
    if (access.has("certificate")) {
      return new Credential.ClientCertificate(
          new X500Principal(access.path("certificate").asText()));
    }
    return access.has("token-hash")
        ? new Credential.TokenHash(access.path("token-hash").asText().substring(HASH.length()))
        : new Credential.Token(access.path("token").asText());
  }

  private static AuthorizationServer authorizationServer(JsonNode server) {
    var scopes =
        Stream.of(Role.values())
            .collect(
                groupingBy(
                    role ->
                        text(server.at("/scopes/" + role.word()))
                            .orElse("warm-handoff." + role.word()),
                    toSet()));
    return new AuthorizationServer(
        text(server.path("issuer")).map(URI::create),
        text(server.path("jwks-url")).map(URI::create),
        server.path("audience").asText(),
        scopes);
  }

  private StoreConfig store(JsonNode store) {
    var postgresql = store.path("postgresql");
    return new StoreConfig(
        path(text(store.path("directory")).orElse("warm-handoff-data")),
        postgresql.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new Postgres(
                    postgresql.path("url").asText(),
                    postgresql.path("user").asText(),
                    postgresql.path("password").asText(),
                    text(postgresql.path("node")))));
  }

  private IntakeConfig intake(JsonNode intake) {
    var inbox = intake.path("inbox");
    return new IntakeConfig(
        intake.path("largest-record").asInt(1024 * 1024),
        intake.path("largest-body").asLong(64L * 1024 * 1024),
        inbox.isMissingNode() ? Optional.empty() : Optional.of(inbox(inbox)));
  }

  private InboxConfig inbox(JsonNode inbox) {
    return new InboxConfig(
        path(inbox.path("directory").asText()),
        duration(inbox.path("every"), Duration.ofSeconds(1)),
        duration(inbox.path("quiet"), Duration.ofSeconds(2)),
        duration(inbox.path("patience"), Duration.ofMinutes(5)));
  }

  private static DeliveryConfig delivery(JsonNode delivery) {
    return new DeliveryConfig(
        duration(delivery.path("poll"), Duration.ofSeconds(1)),
        duration(delivery.path("lease"), LEASE),
        duration(delivery.path("doubt"), Duration.ofMinutes(2)),
        duration(delivery.path("first-pause"), FIRST_PAUSE),
        duration(delivery.path("longest-pause"), LONGEST_PAUSE),
        patience(delivery.path("attention-after")),
        askEvery(delivery.path("ask-every")),
        duration(delivery.path("search-overlap"), SEARCH_OVERLAP));
  }

  private static Patience askEvery(JsonNode every) {
    return new Patience(
        duration(every.path("emergency"), Duration.ofSeconds(30)),
        duration(every.path("urgent"), Duration.ofMinutes(5)),
        duration(every.path("routine"), Duration.ofHours(1)));
  }

  private static ReconciliationConfig reconciliation(JsonNode reconciliation) {
    return new ReconciliationConfig(
        Optional.of(text(reconciliation.path("at")).orElse(NIGHTLY))
            .filter(at -> !at.equals(NEVER))
            .map(LocalTime::parse),
        reconciliation.path("requests").asInt(2000));
  }

  private static DrillsConfig drills(JsonNode drills) {
    var targets = drills.path("targets");
    var answer = text(targets.path("answer")).map(Durations::parse);
    var answerPatience = duration(drills.path("wait-for-answer"), Duration.ofMinutes(6));
    return new DrillsConfig(
        text(drills.path("monthly")).filter(at -> !at.equals(NEVER)).map(ConfigBinding::monthly),
        duration(targets.path("plan"), Duration.ofMinutes(5)),
        duration(targets.path("event"), Duration.ofMinutes(1)),
        duration(targets.path("referral"), Duration.ofMinutes(5)),
        answer,
        duration(drills.path("wait"), Duration.ofMinutes(15)),
        answer.filter(target -> target.compareTo(answerPatience) > 0).orElse(answerPatience));
  }

  private static MonthlyTime monthly(String text) {
    var space = text.indexOf(' ');
    return new MonthlyTime(
        Integer.parseInt(text.substring(0, space)), LocalTime.parse(text.substring(space + 1)));
  }

  private static Patience patience(JsonNode patience) {
    return new Patience(
        duration(patience.path("emergency"), Duration.ofMinutes(2)),
        duration(patience.path("urgent"), Duration.ofMinutes(15)),
        duration(patience.path("routine"), Duration.ofHours(4)));
  }

  private static Map<LoggedPart, LogLevel> logging(JsonNode logging) {
    var levels = new EnumMap<LoggedPart, LogLevel>(LoggedPart.class);
    for (var part : LoggedPart.values()) {
      text(logging.path(Words.word(part)))
          .map(level -> LogLevel.valueOf(level.toUpperCase(Locale.ROOT)))
          .ifPresent(level -> levels.put(part, level));
    }
    return Map.copyOf(levels);
  }

  private static MatchingConfig matching(JsonNode matching) {
    return new MatchingConfig(
        matching.path("certain").asDouble(CERTAIN), matching.path("possible").asDouble(POSSIBLE));
  }
}
