package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.Config.Credential.Token;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.record.PartnerRole;

/** The example that deployers begin with. */
class ExampleConfigTest {

  private static final Path EXAMPLE = Path.of("warm-handoff.example.yaml");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "WARM_HANDOFF_PROGRAM_TOKEN", "program-token-0123456789",
          "WARM_HANDOFF_MONITORING_TOKEN", "monitoring-token-0123456789",
          "WARM_HANDOFF_PSYCHIATRY_TOKEN", "psychiatry-token",
          "WARM_HANDOFF_CRISIS_CENTER_TOKEN", "crisis-center-token");

  private static final Config CONFIG = new ConfigFile(ENVIRONMENT::get).read(EXAMPLE);

  @Test
  void everySettingOfTheExampleIsRead() {
    assertThat(CONFIG.program().name()).isEqualTo("Bridgewater Virtual IOP");
    assertThat(CONFIG.program().phone()).contains("+15085550100");
    assertThat(CONFIG.server())
        .isEqualTo(
            new Config.ServerConfig(
                "127.0.0.1",
                8420,
                256,
                2000,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty()));
    assertThat(CONFIG.access())
        .extracting(Config.Access::name)
        .containsExactly("program", "monitoring");
    assertThat(CONFIG.access().get(0).credential())
        .isEqualTo(new Token("program-token-0123456789"));
    assertThat(CONFIG.access().get(0).roles()).isEqualTo(Set.of(Role.SUBMIT, Role.READ));
    assertThat(CONFIG.partners())
        .extracting(PartnerConfig::name)
        .containsExactly("psychiatry", "crisis-center");
    var crisisCenter = CONFIG.partners().get(1);
    assertThat(crisisCenter.roles())
        .isEqualTo(Set.of(PartnerRole.CRISIS_CENTER, PartnerRole.MOBILE_CRISIS));
    assertThat(crisisCenter.signOn())
        .isEqualTo(new PartnerConfig.SignOn.Bearer("crisis-center-token"));
    assertThat(crisisCenter.serves().states()).isEqualTo(Set.of("MA"));
  }

  @Test
  void whatIsCommentedOutIsTheDefault() {
    var psychiatry = CONFIG.partners().get(0);

    assertThat(CONFIG.delivery())
        .isEqualTo(
            new Config.DeliveryConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(90),
                Duration.ofMinutes(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(15),
                new Config.Patience(
                    Duration.ofMinutes(2), Duration.ofMinutes(15), Duration.ofHours(4)),
                new Config.Patience(
                    Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1)),
                Duration.ofMinutes(10)));
    assertThat(CONFIG.matching()).isEqualTo(new Config.MatchingConfig(0.9, 0.5));
    assertThat(CONFIG.intake().largestRecord()).isEqualTo(1_048_576);
    assertThat(CONFIG.intake().largestBody()).isEqualTo(67_108_864);
    assertThat(psychiatry.parallel()).isEqualTo(4);
    assertThat(psychiatry.timeouts())
        .isEqualTo(new PartnerConfig.Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(15)));
    assertThat(CONFIG.store().postgresql()).isEmpty();
    assertThat(CONFIG.terminology().directory()).isEmpty();
  }

  @Test
  void relativePathsAreRelativeToTheFile() {
    var home = EXAMPLE.toAbsolutePath().getParent();

    assertThat(CONFIG.store().directory()).isEqualTo(home.resolve("warm-handoff-data"));
    assertThat(CONFIG.intake().inbox().map(Config.InboxConfig::directory))
        .contains(home.resolve("handoff"));
  }

  /** Uncommented, a default that the example shows reads and changes nothing. */
  @Test
  void theDefaultsThatTheExampleShowsAreTheDefaults() throws IOException {
    var all =
        Files.readString(EXAMPLE)
            .replaceAll("(?m)^(\\s*)# ([a-z-]+: [0-9.]+[a-z]*)\\b.*$", "$1$2")
            .replaceAll("(?m)^(\\s*)# (timeouts:|attention-after:|ask-every:)( .*)?$", "$1$2")
            .replaceAll(
                "(?m)^(\\s*)#   ((connect|answer|emergency|urgent|routine): .*)$", "$1  $2");
    assertThat(
            Pattern.compile("(?m)^ +(answer|lease|largest-body|patience|certain|urgent):")
                .matcher(all)
                .results())
        .hasSize(7);

    var uncommented =
        new ConfigFile(ENVIRONMENT::get).read(all, EXAMPLE.toAbsolutePath().getParent());

    assertThat(uncommented).isEqualTo(CONFIG);
  }

  @Test
  void withoutItsEnvironmentEverythingThatIsUnsetIsToldAtOnce() {
    assertThatThrownBy(() -> new ConfigFile(name -> null).read(EXAMPLE))
        .isInstanceOfSatisfying(
            ConfigProblems.class,
            problems ->
                assertThat(problems.problems())
                    .containsExactlyInAnyOrder(
                        "access[0].token: the environment variable WARM_HANDOFF_PROGRAM_TOKEN is"
                            + " not set",
                        "access[1].token: the environment variable WARM_HANDOFF_MONITORING_TOKEN is"
                            + " not set",
                        "partners[0].sign-on.bearer: the environment variable"
                            + " WARM_HANDOFF_PSYCHIATRY_TOKEN is not set",
                        "partners[1].sign-on.bearer: the environment variable"
                            + " WARM_HANDOFF_CRISIS_CENTER_TOKEN is not set"));
  }

  @Test
  void secretsStandInNoText() {
    var postgres =
        new Config.Postgres(
            "jdbc:postgresql://host/db?password=p", "user", "secret", Optional.empty());
    var store = new Config.StoreConfig(Path.of("data"), Optional.of(postgres));

    assertThat(CONFIG.toString()).doesNotContain("-token");
    assertThat(store.toString()).doesNotContain("secret", "password");
  }

  @Test
  void aFileThatIsNotThereIsToldByItsName(@TempDir Path directory) {
    var file = directory.resolve("missing.yaml");

    assertThatThrownBy(() -> new ConfigFile(name -> null).read(file))
        .isInstanceOf(ConfigProblems.class)
        .hasMessage(file + ": cannot be read (NoSuchFileException)");
  }
}
