package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {

  @TempDir private Path home;

  private final Map<String, String> environment =
      Map.of("TOKEN", "a$b\\c", "HOST", "example.org", "NESTED", "${TOKEN}", "EMPTY", "");

  private JsonNode filled(String yaml) throws IOException {
    var tree = new YAMLMapper().readTree(yaml);
    assertThat(new Placeholders(environment::get, home).fill(tree)).isEmpty();
    return tree;
  }

  @Test
  void aVariableIsFilledInAsItIs() throws IOException {
    assertThat(filled("a: ${TOKEN}").at("/a").textValue()).isEqualTo("a$b\\c");
  }

  @Test
  void severalAreFilledInAmongOtherText() throws IOException {
    assertThat(filled("a: https://${HOST}/${HOST}/r4").at("/a").textValue())
        .isEqualTo("https://example.org/example.org/r4");
  }

  @Test
  void theyAreFilledInListsAndListsOfLists() throws IOException {
    var tree = filled("a: [x, {b: '${HOST}'}, [['${HOST}']]]");

    assertThat(tree.at("/a/1/b").textValue()).isEqualTo("example.org");
    assertThat(tree.at("/a/2/0/0").textValue()).isEqualTo("example.org");
  }

  @Test
  void aValueIsNotFilledInAgain() throws IOException {
    assertThat(filled("a: ${NESTED}").at("/a").textValue()).isEqualTo("${TOKEN}");
  }

  @Test
  void anEmptyVariableIsSet() throws IOException {
    assertThat(filled("a: ${EMPTY}").at("/a").textValue()).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeOneIsLeftAlone() throws IOException {
    assertThat(filled("a: $HOST ${} ${1A} {HOST}").at("/a").textValue())
        .isEqualTo("$HOST ${} ${1A} {HOST}");
  }

  @Test
  void eachThatIsNotSetIsToldWithItsPath() throws IOException {
    var tree = new YAMLMapper().readTree("a: ${ONE}\nb: [{c: '${TWO}'}, '${THREE}']");

    var problems = new Placeholders(environment::get, home).fill(tree);

    assertThat(problems)
        .containsExactly(
            "a: the environment variable ONE is not set",
            "b[0].c: the environment variable TWO is not set",
            "b[1]: the environment variable THREE is not set");
  }

  @Test
  void aFileIsFilledInWithoutTheEndOfItsLine() throws IOException {
    Files.writeString(home.resolve("token"), "s3cret-${TOKEN}\n");

    var tree =
        filled("a: ${file:token}\nb: 'Bearer ${file:" + home.resolve("token") + "} ${HOST}'");

    assertThat(tree.at("/a").textValue()).isEqualTo("s3cret-${TOKEN}");
    assertThat(tree.at("/b").textValue()).isEqualTo("Bearer s3cret-${TOKEN} example.org");
  }

  @Test
  void aFileThatCannotBeReadIsToldWithThePathOfTheSetting() throws IOException {
    var tree = new YAMLMapper().readTree("a: {b: '${file:/run/secrets/none}'}");

    assertThat(new Placeholders(environment::get, home).fill(tree))
        .containsExactly("a.b: the file /run/secrets/none cannot be read");
  }

  @Test
  void aFileThatIsNoSecretIsNotReadIntoTheMemory() throws IOException {
    Files.write(home.resolve("large"), new byte[70_000]);
    var tree = new YAMLMapper().readTree("a: ${file:large}");

    assertThat(new Placeholders(environment::get, home).fill(tree))
        .containsExactly("a: the file large is too large for a setting");
  }
}
