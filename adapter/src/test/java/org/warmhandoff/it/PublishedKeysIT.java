package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.Main;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.testing.Keytool;

/** The keys that operators make, and what everybody sees of them. */
class PublishedKeysIT {

  @TempDir private Path home;

  private String keys(int code, String... arguments) {
    var said = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    var all = new String[arguments.length + 3];
    all[0] = "keys";
    all[1] = arguments[0];
    all[2] = "--directory";
    all[3] = home.resolve("warm-handoff-keys").toString();
    System.arraycopy(arguments, 1, all, 4, arguments.length - 1);
    assertThat(line.execute(all)).isEqualTo(code);
    return said.toString();
  }

  @Test
  void aKeyThatIsMadeStandsInTheSetThatAnybodyMayHaveAndAsItIsPrinted() throws Exception {
    var made = keys(0, "new", "shared", "--algorithm", "ES384");

    try (var adapter = Adapter.start(Setting.alone(home).config())) {
      var answer = Caller.stranger(adapter.port()).get("/.well-known/jwks.json");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/jwk-set+json");
      assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
          .contains("max-age=300", "public");
      var set = JWKSet.parse(answer.body());
      assertThat(set.getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
      assertThat(made).contains(set.getKeys().get(0).getKeyID(), "ES384", "in force");
      assertThat(JWKSet.parse(keys(0, "jwks"))).isEqualTo(set);
    }
  }

  @Test
  void keysInFilesOfTheDeployersOwnArePublishedBesideThoseThatAreKept() throws Exception {
    var made = keys(0, "new", "shared");
    Keytool.pair(home.resolve("own.p12"), "CN=warm-handoff", "RSA", "of-the-file");
    var file = Files.writeString(home.resolve("warm-handoff.yaml"), signedOnWithAFile());

    var set = JWKSet.parse(keys(0, "jwks", "--config", file.toString()));

    assertThat(set.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    assertThat(set.getKeys()).anyMatch(key -> made.contains(key.getKeyID()));
    try (var adapter = Adapter.start(new ConfigFile(name -> null).read(file))) {
      var shown = Caller.stranger(adapter.port()).get("/.well-known/jwks.json").body();
      assertThat(JWKSet.parse(shown)).isEqualTo(set);
      assertThat(shown).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"k\"", "x5c");
    }
  }

  private static String signedOnWithAFile() {
    return """
    program: {namespace: "https://id.example.org", name: A program}
    server: {port: 0}
    access: [{name: program, token: a-token-of-twenty-and-more, roles: [submit]}]
    partners:
      - name: psychiatry
        roles: [psychiatry]
        base-url: https://psychiatry.example/fhir
        sign-on: {smart: {client-id: us, key: own.p12, key-password: of-the-file}}
    """;
  }

  @Test
  void aKeyIsRetiredOnlyWhereAnotherIsThere() {
    var only = keys(0, "new", "shared").split("  ", 3)[1];

    assertThat(keys(2, "retire", "shared", only))
        .startsWith("it is the only key in force of that name; make another first");
    keys(0, "new", "shared");
    assertThat(keys(0, "retire", "shared", only.substring(0, 10)))
        .contains(only, "retired, published until");
    assertThat(keys(0, "list")).contains("in force", "retired").doesNotContain("\"d\"");
  }

  @Test
  void aNameThatLeadsElsewhereIsNone() {
    assertThat(keys(2, "new", "../shared")).startsWith("a name has at most 63 lower-case letters");
  }
}
