package org.warmhandoff.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.Main;

/** What is no address of an adapter, and what is no token, is told in a line. */
class AddressAndTokenTest {

  private static final String CONFIG =
      """
      program:
        namespace: https://id.example.org
        name: A program
      server:
        address: "%s"
        port: 1
        behind-proxy: true
      access:
        - name: desk
          token: a-secret-of-twenty-letters
          roles: [operate]
      partners:
        - name: psychiatry
          roles: [psychiatry]
          base-url: http://localhost:1/fhir
      """;

  @TempDir private Path home;

  /** What is said of an adapter that is configured at that address, or of another one. */
  private String said(String address, String... other) throws IOException {
    var config = home.resolve("warm-handoff.yaml");
    Files.writeString(config, CONFIG.formatted(address));
    var arguments = new ArrayList<>(List.of("attention", "--config", config.toString()));
    arguments.addAll(List.of(other));
    var err = new StringWriter();

    var exit =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));

    assertThat(exit).isEqualTo(2);
    return err.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notaurl",
        "ftp://x",
        "localhost:8420",
        "http:///x",
        "http://x:99999",
        "http://desk:secret@x",
        "http://x?y=z",
        "http://x#y",
        "mailto:desk@example.org"
      })
  void whatIsNoAddressOfAnAdapterIsToldInALine(String url) throws IOException {
    assertThat(said("127.0.0.1", "--url", url).lines())
        .singleElement()
        .asString()
        .startsWith("warm-handoff: no address of an adapter: expected one such as http://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1", "::", "0.0.0.0"})
  void theAddressOfAConfigurationIsOne(String address) throws IOException {
    assertThat(said(address)).startsWith("warm-handoff: no adapter answers at http://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a-secret-of-twenty-letters\n",
        "a-secret\r\nX: y",
        "a-secret of twenty letters",
        "a-secret-of-twenty-l\u00e9tters"
      })
  void aTokenThatCannotBeOneIsNeverSaid(String token) {
    var address = URI.create("http://127.0.0.1:1");

    var not =
        catchThrowableOfType(
            CommandFailure.class, () -> new OperatorApi(address, token, Optional.empty()));

    assertThat(not.exitCode()).isEqualTo(CommandFailure.WRONG);
    assertThat(not.getMessage()).startsWith("the token holds").doesNotContain("secret", "\n");
  }

  @Test
  void aSlashAtTheEndOfTheAddressIsNoPartOfAPath() throws IOException {
    assertThat(said("127.0.0.1", "--url", "http://127.0.0.1:1/"))
        .contains("no adapter answers at http://127.0.0.1:1 (");
  }

  @Test
  void partsOfAPathMayHoldAnyCharacter() {
    assertThat(OperatorApi.segments("psychiatry", "P 1001/ä?+"))
        .isEqualTo("/psychiatry/P%201001%2F%C3%A4%3F%2B");
  }
}
