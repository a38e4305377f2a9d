package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadConfigTest {

  private static final String GOOD =
      """
      program:
        namespace: https://id.example.org
        name: A program
      server:
        port: 8420
      access:
        - name: program
          token: a-secret-of-twenty-letters
          roles: [submit]
      store:
        directory: data
      intake:
        inbox:
          directory: handoff
          quiet: 2s
      delivery:
        lease: 90s
        longest-pause: 15m
      partners:
        - name: psychiatry
          roles: [psychiatry]
          base-url: https://fhir.example.org/r4
          sign-on: {bearer: a-secret}
          serves: {states: [MA]}
          limits: {parallel: 4}
          timeouts: {answer: 15s}
      """;

  private static List<String> problems(String yaml) {
    var problems =
        catchThrowableOfType(
            ConfigProblems.class, () -> new ConfigFile(name -> null).read(yaml, Path.of("/tmp")));
    assertThat(problems).as(yaml).isNotNull();
    assertThat(problems.getMessage()).doesNotContain("a-secret");
    return problems.problems();
  }

  @ParameterizedTest
  @CsvSource({
    "'longest-pause: 15m', 'longest-puase: 15m', delivery.longest-puase, longest-pause",
    "'longest-pause: 15m', 'longestPause: 15m', delivery.longestPause, longest-pause",
    "'serves: {states', 'serves: {state', partners[0].serves.state, states",
    "'answer: 15s', 'anwser: 15s', partners[0].timeouts.anwser, answer",
    "'store:', 'stores:', stores, store",
    "'base-url: ', 'baseurl: ', partners[0].baseurl, base-url"
  })
  void theNearestSettingIsNamedWhereOneIsNotKnown(
      String good, String bad, String path, String meant) {
    assertThat(problems(with(good, bad)))
        .contains(path + ": is not a known setting; did you mean " + meant + "?");
  }

  @Test
  void whatIsLikeNothingIsNoGuess() {
    assertThat(problems(GOOD + "colour: blue\n")).contains("colour: is not a known setting");
  }

  @ParameterizedTest
  @CsvSource({
    "'port: 8420', 'address: 0.0.0.0', 'server.address: is heard beyond this machine without TLS'",
    "'port: 8420', 'address: handoff.example.org', 'server.address: is heard beyond this machine'",
    "'port: 8420', 'address: \"::\"', 'server.address: is heard beyond this machine without TLS'",
    "'port: 8420', 'tls: {trust: clients.pem}', 'server.tls.certificate: is required'",
    "'port: 8420', 'tls: {certificate: a.pem, trust: b.p12}', 'server.tls.trust: must be PEM'",
    "'token: a-secret-of-twenty-letters', 'certificate: nobody', 'access[0].certificate: must be'",
    "'token: a-secret-of-twenty-letters', 'certificate: CN=x', 'access[0].certificate: needs'",
    "'token: a-secret-of-twenty-letters', 'token-hash: a-secret', 'access[0].token-hash: expected: sha256:'"
  })
  void whoIsLetInAndOverWhatIsLookedAtBeforeTheStart(String good, String bad, String problem) {
    assertThat(problems(with(good, bad))).anyMatch(line -> line.startsWith(problem));
  }

  @Test
  void plainHttpBeyondThisMachineIsForWhoeverSaysThatAProxySpeaksTls() {
    var yaml = with("port: 8420", "address: 0.0.0.0\n  behind-proxy: true");

    assertThat(new ConfigFile(name -> null).read(yaml, Path.of("/tmp")).server().address())
        .isEqualTo("0.0.0.0");
  }

  private static String with(String good, String bad) {
    assertThat(GOOD).contains(good);
    return GOOD.replace(good, bad);
  }

  @Test
  void theGoodOneIsGood() {
    assertThat(new ConfigFile(name -> null).read(GOOD, Path.of("/tmp")).partners()).hasSize(1);
  }

  @Test
  void aSettingOfWhichEverythingIsCommentedOutIsNotThere() {
    var yaml = with("    quiet: 2s\n", "").replace("  lease: 90s\n  longest-pause: 15m\n", "");

    assertThat(new ConfigFile(name -> null).read(yaml, Path.of("/tmp")).delivery().lease())
        .isEqualTo(Duration.ofSeconds(90));
  }

  static Stream<Arguments> badSettings() {
    return Stream.of(
        arguments("https://id.example.org", "id.example.org", "program.namespace"),
        arguments("https://id.example.org", "https://id.example.org/", "program.namespace"),
        arguments("https://id.example.org", "https://id.example.org/a|b", "program.namespace"),
        arguments("name: A program", "name: ''", "program.name"),
        arguments("  name: A program\n", "", "program.name"),
        arguments("port: 8420", "port: 65536", "server.port"),
        arguments("port: 8420", "port: many", "server.port"),
        arguments("port: 8420", "prot: 8420", "server.prot"),
        arguments("a-secret-of-twenty-letters", "a-secret", "access[0].token"),
        arguments("a-secret-of-twenty-letters", "a-secret of twenty letters", "access[0].token"),
        arguments(
            "a-secret-of-twenty-letters", "\"a-secret-of-twenty-letters\\n\"", "access[0].token"),
        arguments("[submit]", "[submit, submit]", "access[0].roles"),
        arguments("[submit]", "[admin]", "access[0].roles[0]"),
        arguments("[submit]", "[]", "access[0].roles"),
        arguments("directory: data", "directory: ''", "store.directory"),
        arguments("directory: data", "postgresql: {url: 'jdbc:h2:mem:a'}", "store.postgresql.url"),
        arguments("quiet: 2s", "quiet: 2", "intake.inbox.quiet"),
        arguments("quiet: 2s", "quiet: 0s", "intake.inbox.quiet"),
        arguments("quiet: 2s", "quiet: -2s", "intake.inbox.quiet"),
        arguments("quiet: 2s", "quiet: two seconds", "intake.inbox.quiet"),
        arguments("longest-pause: 15m", "longest-pause: 1s", "delivery.longest-pause"),
        arguments("lease: 90s", "lease: 29s", "partners[0].timeouts.answer"),
        arguments("answer: 15s", "answer: 46s", "partners[0].timeouts.answer"),
        arguments("name: psychiatry", "name: Psychiatry", "partners[0].name"),
        arguments("limits: {p", "persona: nobody\n    limits: {p", "partners[0].persona"),
        arguments("limits: {p", "persona: none.json\n    limits: {p", "partners[0].persona"),
        arguments("[psychiatry]", "[dentist]", "partners[0].roles[0]"),
        arguments("states: [MA]", "states: [Mass]", "partners[0].serves.states[0]"),
        arguments("parallel: 4", "parallel: 0", "partners[0].limits.parallel"),
        arguments("parallel: 4", "parallel: 65", "partners[0].limits.parallel"),
        arguments("sign-on: {bearer: a-secret}", "limits: {}", "line 25, column 11"),
        arguments("sign-on: {bearer: a-secret}", "", "partners[0].sign-on"),
        arguments("sign-on: {bearer: a-secret}", "sign-on: {}", "partners[0].sign-on"),
        arguments("a-secret}", "a, basic: {user: u, password: p}}", "partners[0].sign-on"),
        arguments("{bearer: a-secret}", "{basic: {user: u}}", "partners[0].sign-on.basic.password"),
        arguments(
            "{bearer: a-secret}",
            "{oauth2: {token-url: 'http://as.example/t', client-id: c, client-secret: s}}",
            "partners[0].sign-on.oauth2.token-url"),
        arguments("parallel: 4", "per-second: 0", "partners[0].limits.per-second"),
        arguments("parallel: 4", "per-day: 1.5", "partners[0].limits.per-day"),
        arguments(
            "parallel: 4",
            "quiet-hours: {from: '22:00', to: '06:00', time-zone: Mars/Olympus}",
            "partners[0].limits.quiet-hours.time-zone"),
        arguments(
            "  name: A program", "  name: A program\n  time-zone: Eastern", "program.time-zone"),
        arguments(
            "parallel: 4",
            "quiet-hours: {from: '22:00', to: '22:00', time-zone: UTC}",
            "partners[0].limits.quiet-hours.to"),
        arguments("states: [MA]", "counties: [Middlesex]", "partners[0].serves.counties[0]"),
        arguments("states: [MA]", "postal-codes: ['1701']", "partners[0].serves.postal-codes[0]"),
        arguments("states: [MA]", "within: {miles: 3}", "partners[0].serves.within.latitude"));
  }

  @ParameterizedTest(name = "{2} {1}")
  @MethodSource("badSettings")
  void aBadSettingIsToldWithItsPath(String good, String bad, String path) {
    assertThat(problems(with(good, bad)))
        .anySatisfy(problem -> assertThat(problem).startsWith(path + ": "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fhir.example.org/r4",
        "http://localhost.example.org/r4",
        "http://127.0.0.1.example.org/r4",
        "http://127.0.0.1@example.org/r4",
        "http://my_ehr.example.org/r4",
        "http://10.0.0.7/r4",
        "http://[fe80::1]/r4",
        "ftp://fhir.example.org/r4",
        "fhir.example.org/r4",
        "https://fhir.example.org/r4/",
        "https://fhir.example.org/r4?a=b",
        "https://fhir.example.org/a|b",
        "https://fhir.example.org/{tenant}",
        "https://",
        "https:///r4"
      })
  void anAddressThatIsNoneOrNotSafeIsToldWithItsPath(String url) {
    assertThat(problems(with("base-url: https://fhir.example.org/r4", "base-url: '" + url + "'")))
        .anySatisfy(problem -> assertThat(problem).startsWith("partners[0].base-url: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080/fhir", "http://127.0.0.1/r4", "http://[::1]:80/r4"})
  void aPartnerOnThisMachineNeedsNeitherTlsNorAToken(String url) {
    var yaml =
        with("base-url: https://fhir.example.org/r4", "base-url: '" + url + "'")
            .replace("    sign-on: {bearer: a-secret}\n", "");

    assertThat(new ConfigFile(name -> null).read(yaml, Path.of("/tmp")).partners()).hasSize(1);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    var bad =
        GOOD.replace("port: 8420", "port: none")
            .replace("quiet: 2s", "quiet: soon")
            .replace("name: psychiatry", "name: ${NOT_SET}")
            .replace("longest-pause: 15m", "longest-pause: 1s")
            .replace("sign-on: {bearer: a-secret}", "");

    assertThat(problems(bad))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder(
            "delivery.longest-pause",
            "intake.inbox.quiet",
            "partners[0].name",
            "partners[0].sign-on",
            "server.port");
  }

  @Test
  void twoPartnersOfOneNameOrTwoCredentialsOfOneTokenAreTold() {
    var partner = GOOD.substring(GOOD.indexOf("  - name: psychiatry"));
    var access = "  - {name: other, token: a-secret-of-twenty-letters, roles: [read]}\n";

    assertThat(problems(GOOD.replace("store:", access + "store:") + partner))
        .containsExactly(
            "access[1].token: another credential has this token already",
            "partners[1].name: another partner has this name already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just text", "- a list", "42"})
  void whatIsNoConfigurationLacksWhatIsRequired(String yaml) {
    assertThat(problems(yaml))
        .containsExactly("access: is required", "partners: is required", "program: is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "a: 'x", "a: 1\na: 2", "\ta: 1"})
  void whatIsNoYamlIsToldByItsPlace(String yaml) {
    assertThat(problems(yaml)).singleElement().asString().startsWith("line ");
  }

  @Test
  void aSecretThatIsInTheFileTwiceIsNotShown() {
    assertThat(problems(GOOD.replace("bearer: a-secret", "bearer: a-secret, bearer: a-secret")))
        .hasSize(1);
  }
}
