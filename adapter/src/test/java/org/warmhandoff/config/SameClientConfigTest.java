package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners at which we are the same client, by the same key. */
class SameClientConfigTest {

  @TempDir private Path home;

  private List<String> problems(String river, String mallory) {
    var config =
        """
        program: {namespace: "https://id.example.org", name: A program}
        access: [{name: program, token: a-secret-of-twenty-letters, roles: [submit]}]
        partners:
          - name: river
            roles: [psychiatry]
            base-url: https://river.example/fhir
            sign-on: {smart: {client-id: us, key: shared%s}}
          - name: mallory
            roles: [crisis-center]
            base-url: https://mallory.example/fhir
            sign-on: {smart: {%s}}
        """
            .formatted(river, mallory);
    var problems =
        catchThrowableOfType(
            ConfigProblems.class, () -> new ConfigFile(name -> null).read(config, home));
    return problems.problems().stream()
        .filter(problem -> problem.contains("another partner has the same client-id and key"))
        .map(problem -> problem.substring(0, problem.indexOf(':')))
        .toList();
  }

  @Test
  void whoNamesItsOwnTokenEndpointMayNotNameThatOfAnother() {
    assertThat(problems("", "client-id: us, key: shared"))
        .containsExactly("partners[0].sign-on.smart", "partners[1].sign-on.smart");
  }

  @Test
  void eachNeedsItsTokenEndpointInTheConfiguration() {
    var river = ", token-url: 'https://login.river.example/token'";

    assertThat(problems(river, "client-id: us, key: shared"))
        .containsExactly("partners[1].sign-on.smart");
    assertThat(
            problems(
                river,
                "client-id: us, key: shared, token-url: 'https://login.mallory.example/token'"))
        .isEmpty();
  }

  @Test
  void anotherClientOrAnotherKeyIsAnother() {
    assertThat(problems("", "client-id: us, key: mallory")).isEmpty();
    assertThat(problems("", "client-id: we, key: shared")).isEmpty();
  }
}
