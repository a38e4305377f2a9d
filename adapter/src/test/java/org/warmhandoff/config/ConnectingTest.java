package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.PartnerConfig.SignOn;
import org.warmhandoff.testing.Keytool;

/** The configurations of the document on connecting are right as they stand. */
class ConnectingTest {

  private static final Path DOCUMENT = Path.of("../docs/connecting.md");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final String BEFORE =
      """
      program: {namespace: "https://id.example.org", name: A program}
      access: [{name: program, token: a-token-of-twenty-and-more, roles: [submit]}]
      """;

  @TempDir private Path home;

  private static List<String> examples() throws IOException {
    return YAML.matcher(Files.readString(DOCUMENT))
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  @Test
  void everyConfigurationInItIsReadAndSignsOnWithAKey() throws Exception {
    for (var name : List.of("shared", "valley-clinic")) {
      var keys = Files.createDirectories(home.resolve("warm-handoff-keys").resolve(name));
      Files.writeString(keys.resolve("any.jwk"), "{}");
    }
    Keytool.pair(home.resolve("ca.p12"), "CN=ca", "RSA", "of-the-file");
    Keytool.certificate(home.resolve("ca.p12"), "of-the-file", home.resolve("river-center-ca.pem"));

    assertThat(examples())
        .hasSize(3)
        .allSatisfy(
            yaml ->
                assertThat(new ConfigFile(name -> null).read(BEFORE + yaml, home).partners())
                    .singleElement()
                    .extracting(PartnerConfig::signOn)
                    .isInstanceOf(SignOn.Smart.class));
  }

  @Test
  void withoutTheKeyItIsSaidHowToMakeOne() throws IOException {
    var yaml = BEFORE + examples().get(0);

    assertThat(
            catchThrowableOfType(
                    ConfigProblems.class, () -> new ConfigFile(name -> null).read(yaml, home))
                .problems())
        .containsExactly(
            "partners[0].sign-on.smart.key: no key of that name is kept; make one: warm-handoff"
                + " keys new shared");
  }
}
