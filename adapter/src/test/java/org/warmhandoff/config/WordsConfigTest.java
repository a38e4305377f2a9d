package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of what partners read: the program's phone, and the vocabulary. */
class WordsConfigTest {

  private static final String YAML =
      """
      program:
        namespace: https://id.example.org
        name: A program
        phone: %s
      terminology: %s
      access:
        - {name: program, token: a-secret-of-twenty-letters, roles: [submit]}
      partners:
        - {name: psychiatry, roles: [psychiatry], base-url: "http://localhost/r4"}
      """;

  private static Config read(String phone, String terminology) {
    return new ConfigFile(name -> null).read(YAML.formatted(phone, terminology), Path.of("/etc/a"));
  }

  @Test
  void thePhoneAndTheDirectoryAreRead() {
    var config = read("'+15085550100'", "{directory: ../words}");

    assertThat(config.program().phone()).contains("+15085550100");
    assertThat(config.terminology().directory()).contains(Path.of("/etc/words"));
  }

  @Test
  void bothMayBeLeftOut() {
    var config = read("", "");

    assertThat(config.program().phone()).isEmpty();
    assertThat(config.terminology().directory()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "+15085550100 | {} | program.phone",
        "'988' | {} | program.phone",
        "'+1 508 555' | {} | program.phone",
        "'+0508555010' | {} | program.phone",
        "'+15085550100' | here | terminology",
        "'+15085550100' | {directory: ''} | terminology.directory",
        "'+15085550100' | {url: a} | terminology.url"
      })
  void aBadOneIsToldWithItsPath(String phone, String terminology, String path) {
    var problems =
        catchThrowableOfType(ConfigProblems.class, () -> read(phone, terminology)).problems();

    assertThat(problems).singleElement().asString().startsWith(path + ": ");
  }
}
