package org.warmhandoff.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.ConfigFile;

/** A configuration as an operator would write it, one setting changed at a time. */
public final class Setting {

  public static final String PROGRAM = "token-of-the-program-1234567890";
  public static final String DESK = "token-of-the-desk-1234567890abc";
  public static final String AUDITOR = "token-of-the-auditor-1234567890";
  public static final String STAFF = "token-of-the-staff-123456789012";
  public static final String REVIEWER = "token-of-the-reviewer-123456789";
  public static final String ADDRESS = "1 River Street Bridgewater MA 02324";
  public static final String MONITORING = "token-of-the-monitoring-1234567";

  public final String namespace = "https://id.test-" + UUID.randomUUID() + ".example";
  private Path home;
  private final Map<String, URI> partners = new LinkedHashMap<>();
  private final Set<String> behindProxy = new HashSet<>();
  private final Set<String> polled = new HashSet<>();
  private final Map<String, String> topics = new LinkedHashMap<>();
  private final List<String> server = new ArrayList<>();
  private final List<String> credentials = new ArrayList<>();
  private final List<String> authorizationServer = new ArrayList<>();
  private final List<String> people = new ArrayList<>();
  private final List<String> store = new ArrayList<>(List.of("directory: data"));
  private final List<String> intake = new ArrayList<>();
  private final List<String> delivery = new ArrayList<>(List.of("poll: 200ms"));
  private final List<String> events = new ArrayList<>();
  private final List<String> drills = new ArrayList<>();
  private final List<String> logging = new ArrayList<>();
  private int port;
  private String answer = "15s";
  private String whenChanged = "raise";
  private boolean creatingPatients;
  private final Map<String, String> drillPatients = new LinkedHashMap<>();
  private final List<String> added = new ArrayList<>();

  private Setting(Path home) {
    this.home = home;
  }

  /** With partners that nobody listens at. */
  public static Setting alone(Path home) {
    var setting = new Setting(home);
    SharedPartners.NAMES.forEach(
        name -> setting.partners.put(name, URI.create("http://127.0.0.1:1/" + name)));
    return setting;
  }

  /** With the partner systems of this test run. */
  public static Setting with(SharedPartners partners, Path home) {
    var setting = new Setting(home);
    SharedPartners.NAMES.forEach(name -> setting.partners.put(name, partners.baseUrl(name)));
    return setting;
  }

  public Setting partner(String name, URI baseUrl) {
    partners.put(name, baseUrl);
    return this;
  }

  /** With something before it that does not write its own address into what the partner says. */
  public Setting behindProxy(String name, URI baseUrl) {
    behindProxy.add(name);
    return partner(name, baseUrl);
  }

  /** Asked, and never subscribed to. */
  public Setting polled(String name) {
    polled.add(name);
    return this;
  }

  /** Subscribed to by that topic, with that filter. */
  public Setting topic(String name, String url, String filter) {
    topics.put(name, "{url: '" + url + "', filter: '" + filter + "'}");
    return this;
  }

  public Setting port(int number) {
    port = number;
    return this;
  }

  public Setting server(String... lines) {
    server.addAll(List.of(lines));
    return this;
  }

  /**
   * One more credential, in one line of YAML such as {@code {name: x, token-hash: y, roles: []}}.
   */
  public Setting credential(String one) {
    credentials.add("- " + one);
    return this;
  }

  public Setting authorizationServer(String... lines) {
    authorizationServer.addAll(List.of(lines));
    return this;
  }

  public Setting people(String... lines) {
    people.addAll(List.of(lines));
    return this;
  }

  public Setting store(String... lines) {
    store.addAll(List.of(lines));
    return this;
  }

  public Setting intake(String... lines) {
    intake.addAll(List.of(lines));
    return this;
  }

  public Setting inbox(String patience) {
    return intake(
        "inbox:",
        "  directory: handoff",
        "  every: 100ms",
        "  quiet: 200ms",
        "  patience: " + patience);
  }

  public Setting delivery(String... lines) {
    delivery.addAll(List.of(lines));
    return this;
  }

  public Setting events(String... lines) {
    events.addAll(List.of(lines));
    return this;
  }

  public Setting drills(String... lines) {
    drills.addAll(List.of(lines));
    return this;
  }

  /** Levels of the log's parts. */
  public Setting logging(String... lines) {
    logging.addAll(List.of(lines));
    return this;
  }

  public Setting answerWithin(String time) {
    answer = time;
    return this;
  }

  /** The rule for what partners change of ours. */
  public Setting whenChanged(String rule) {
    whenChanged = rule;
    return this;
  }

  /** Whose chart what is drilled there belongs to. */
  public Setting drillPatient(String name, String patient) {
    drillPatients.put(name, patient);
    return this;
  }

  /** Another partner, in lines of YAML. */
  public Setting alsoPartner(String... lines) {
    added.add("  - " + String.join("\n    ", lines));
    return this;
  }

  /** The same when they left the configuration. */
  public Setting withoutThoseAdded() {
    added.clear();
    return this;
  }

  public Setting creatingPatients() {
    creatingPatients = true;
    return this;
  }

  /** The same with other files: nothing is known there of what was done before. */
  public Setting home(Path other) {
    home = other;
    return this;
  }

  public Path home() {
    return home;
  }

  public Path handoff() {
    return home.resolve("handoff");
  }

  public Config config() {
    return new ConfigFile(name -> null).read(yaml(), home);
  }

  public String yaml() {
    var lines = new ArrayList<String>();
    section(lines, "program", List.of("namespace: " + namespace, "name: Bridgewater Virtual IOP"));
    section(lines, "server", Stream.concat(Stream.of("port: " + port), server.stream()).toList());
    lines.add("access:");
    access(lines, "program", PROGRAM, "submit, read");
    access(lines, "monitoring", MONITORING, "observe");
    access(lines, "desk", DESK, "operate");
    access(lines, "staff", STAFF, "staff");
    access(lines, "auditor", AUDITOR, "audit");
    access(lines, "reviewer", REVIEWER, "audit-content");
    credentials.forEach(line -> lines.add("  " + line));
    section(lines, "authorization-server", authorizationServer);
    section(lines, "people", people);
    section(lines, "store", store);
    section(lines, "intake", intake);
    section(lines, "delivery", delivery);
    section(lines, "events", events);
    section(lines, "drills", drills);
    section(lines, "logging", logging);
    lines.add("partners:");
    partner(
        lines,
        SharedPartners.PSYCHIATRY,
        "psychiatry, emergency-department, higher-level-of-care, aftercare");
    partner(lines, SharedPartners.CRISIS_CENTER, "crisis-center, mobile-crisis");
    lines.add("    sign-on: { bearer: " + SharedPartners.SESAME + " }");
    lines.add("    serves: { states: [MA] }");
    partner(lines, SharedPartners.PRIMARY_CARE, "primary-care");
    lines.addAll(added);
    return String.join("\n", lines) + "\n";
  }

  private static void section(List<String> lines, String name, List<String> settings) {
    if (!settings.isEmpty()) {
      lines.add(name + ":");
      settings.forEach(setting -> lines.add("  " + setting));
    }
  }

  private static void access(List<String> lines, String name, String token, String roles) {
    lines.add("  - name: " + name);
    lines.add("    token: " + token);
    lines.add("    roles: [" + roles + "]");
  }

  private void partner(List<String> lines, String name, String roles) {
    lines.add("  - name: " + name);
    lines.add("    roles: [" + roles + "]");
    lines.add("    base-url: " + partners.get(name));
    lines.add("    identifier-systems: [https://" + name + ".example/mrn]");
    lines.add("    creates-patients: " + creatingPatients);
    lines.add("    when-changed: " + whenChanged);
    lines.add("    recipient:");
    lines.add("      name: The " + name + " of Bridgewater");
    lines.add("      address: " + ADDRESS);
    lines.add("      medical-personnel: " + name.equals(SharedPartners.CRISIS_CENTER));
    if (drillPatients.containsKey(name)) {
      lines.add("    drill: { patient: " + drillPatients.get(name) + " }");
    }
    if (behindProxy.contains(name)) {
      lines.add("    persona: " + proxied());
    }
    if (polled.contains(name)) {
      lines.add("    way-back: poll");
    }
    if (topics.containsKey(name)) {
      lines.add("    topic: " + topics.get(name));
    }
    lines.add("    timeouts: { connect: 2s, answer: " + answer + " }");
  }

  /** Its next pages are at the address that it knows itself by. */
  private Path proxied() {
    try {
      return Files.writeString(
          home.resolve("proxied.json"),
          """
          {"title": "Behind a proxy", "searches": {"innerPages": true}}
          """);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
