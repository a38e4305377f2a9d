package org.warmhandoff.config;

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
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Conduct;
import org.warmhandoff.config.PartnerConfig.KeyReference;
import org.warmhandoff.config.PartnerConfig.Limits;
import org.warmhandoff.config.PartnerConfig.PartnerDrill;
import org.warmhandoff.config.PartnerConfig.Patients;
import org.warmhandoff.config.PartnerConfig.QuietHours;
import org.warmhandoff.config.PartnerConfig.RecipientConfig;
import org.warmhandoff.config.PartnerConfig.Serves;
import org.warmhandoff.config.PartnerConfig.SignOn;
import org.warmhandoff.config.PartnerConfig.Timeouts;
import org.warmhandoff.config.PartnerConfig.Tls;
import org.warmhandoff.config.PartnerConfig.Topic;
import org.warmhandoff.config.PartnerConfig.WayBack;
import org.warmhandoff.config.PartnerConfig.WhenChanged;
import org.warmhandoff.disclosure.RecipientKind;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Words;

/** One partner of a tree that its schema has accepted. */
final class PartnerBinding {

  static final Duration ANSWER = Duration.ofSeconds(15);
  static final String PLAIN = "plain";
  static final String OWN_PERSONA = ".json";

  private final Path home;
  private final Path keys;

  /**
   * A binding.
   *
   * @param home what relative paths are relative to
   * @param keys where key pairs are kept
   */
  PartnerBinding(Path home, Path keys) {
    this.home = home;
    this.keys = keys;
  }

  PartnerConfig bind(JsonNode partner) {
    return new PartnerConfig(
        partner.path("name").asText(),
        words(partner.path("roles"), PartnerRole.values()),
        URI.create(partner.path("base-url").asText()),
        signOn(partner.path("sign-on")),
        tls(partner.path("tls"), home),
        conduct(partner),
        receiver(partner.path("recipient")),
        new Patients(
            each(partner.path("identifier-systems"), JsonNode::asText),
            partner.path("creates-patients").asBoolean(false)),
        serves(partner.path("serves")),
        limits(partner.path("limits")),
        new Timeouts(
            duration(partner.at("/timeouts/connect"), Duration.ofSeconds(3)),
            duration(partner.at("/timeouts/answer"), ANSWER)),
        each(partner.path("next-in-line"), JsonNode::asText),
        text(partner.path("when-changed"))
            .map(word -> Words.constant(WhenChanged.class, word))
            .orElse(WhenChanged.RAISE),
        new PartnerDrill(text(partner.at("/drill/patient"))));
  }

  private SignOn signOn(JsonNode signOn) {
    if (signOn.has("basic")) {
      return new SignOn.Basic(
          signOn.at("/basic/user").asText(), signOn.at("/basic/password").asText());
    }
    if (signOn.has("oauth2")) {
      var client = signOn.path("oauth2");
      return new SignOn.ClientSecret(
          URI.create(client.path("token-url").asText()),
          client.path("client-id").asText(),
          client.path("client-secret").asText(),
          each(client.path("scopes"), JsonNode::asText),
          client.path("credentials").asText().equals("form"));
    }
    if (signOn.has("smart")) {
      return smart(signOn.path("smart"));
    }
    return text(signOn.path("bearer")).<SignOn>map(SignOn.Bearer::new).orElseGet(SignOn.None::new);
  }

  static Tls tls(JsonNode tls, Path home) {
    return new Tls(
        text(tls.path("certificate"))
            .map(
                file ->
                    new CertificateFile(
                        home.resolve(file).normalize(),
                        text(tls.path("key")).map(key -> home.resolve(key).normalize()),
                        text(tls.path("password")))),
        text(tls.path("trust"))
            .map(
                file ->
                    new CertificateFile(
                        home.resolve(file).normalize(),
                        Optional.empty(),
                        text(tls.path("trust-password")))));
  }

  private SignOn.Smart smart(JsonNode smart) {
    return new SignOn.Smart(
        smart.path("client-id").asText(),
        key(smart),
        text(smart.path("token-url")).map(URI::create),
        each(smart.path("scopes"), JsonNode::asText),
        smart.path("client-id-in-form").asBoolean(false),
        text(smart.path("jku")).map(URI::create),
        text(smart.path("audience")));
  }

  private KeyReference key(JsonNode smart) {
    var key = smart.path("key").asText();
    return KeyRules.isFile(key)
        ? new KeyReference.Own(home.resolve(key).normalize(), text(smart.path("key-password")))
        : new KeyReference.Kept(keys.resolve(key));
  }

  private Conduct conduct(JsonNode partner) {
    var persona = text(partner.path("persona")).orElse(PLAIN);
    var own = Optional.of(persona).filter(name -> name.endsWith(OWN_PERSONA));
    return new Conduct(
        own.isPresent() ? PLAIN : persona,
        own.map(file -> home.resolve(file).normalize()),
        text(partner.path("documents"))
            .map(word -> DocumentFormat.valueOf(word.toUpperCase(Locale.ROOT))),
        text(partner.path("way-back")).map(word -> Words.constant(WayBack.class, word)),
        text(partner.at("/topic/url"))
            .map(url -> new Topic(url, text(partner.at("/topic/filter")))));
  }

  /** Most partners are clinics, hospitals and centers, and so covered by HIPAA. */
  private static RecipientConfig receiver(JsonNode recipient) {
    return new RecipientConfig(
        text(recipient.path("kind"))
            .map(word -> Words.constant(RecipientKind.class, word))
            .orElse(RecipientKind.COVERED_ENTITY),
        recipient.path("medical-personnel").asBoolean(false),
        text(recipient.path("name")),
        text(recipient.path("address")));
  }

  private static Serves serves(JsonNode serves) {
    return new Serves(
        Set.copyOf(each(serves.path("postal-codes"), JsonNode::asText)),
        Set.copyOf(each(serves.path("counties"), PartnerBinding::county)),
        Set.copyOf(each(serves.path("states"), JsonNode::asText)),
        circle(serves.path("within")));
  }

  private static Serves.County county(JsonNode county) {
    var said = county.asText();
    var comma = said.lastIndexOf(", ");
    return new Serves.County(said.substring(0, comma), said.substring(comma + 2));
  }

  private static Optional<Serves.Circle> circle(JsonNode within) {
    return within.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Serves.Circle(
                within.path("latitude").asDouble(),
                within.path("longitude").asDouble(),
                within.path("miles").asDouble()));
  }

  private static Limits limits(JsonNode limits) {
    var perSecond = limits.path("per-second");
    var perDay = limits.path("per-day");
    return new Limits(
        limits.path("parallel").asInt(4),
        perSecond.isNumber() ? OptionalDouble.of(perSecond.asDouble()) : OptionalDouble.empty(),
        perDay.isNumber() ? OptionalLong.of(perDay.asLong()) : OptionalLong.empty(),
        quiet(limits.path("quiet-hours")));
  }

  private static Optional<QuietHours> quiet(JsonNode quiet) {
    return quiet.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new QuietHours(
                LocalTime.parse(quiet.path("from").asText()),
                LocalTime.parse(quiet.path("to").asText()),
                ZoneId.of(quiet.path("time-zone").asText())));
  }
}
