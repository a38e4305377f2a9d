package org.warmhandoff.fit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes of SMART, of both versions. */
class ScopesTest {

  private static Scopes of(String words) {
    return Scopes.of(words(words));
  }

  private static List<String> words(String words) {
    return words.isBlank() ? List.of() : Arrays.asList(words.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "system/CarePlan.crus, system/CarePlan.crus, ''",
    "system/CarePlan.crus, system/CarePlan.cruds, ''",
    "system/CarePlan.crus, system/CarePlan.rs, system/CarePlan.cu",
    "system/CarePlan.crus, system/*.cruds, ''",
    "system/CarePlan.crus, system/*.rs system/CarePlan.cu, ''",
    "system/CarePlan.crus, system/Goal.cruds, system/CarePlan.crus",
    "system/CarePlan.crus, system/CarePlan.read, system/CarePlan.cu",
    "system/CarePlan.crus, system/CarePlan.read system/CarePlan.write, ''",
    "system/CarePlan.crus, system/*.*, ''",
    "system/CarePlan.rs, patient/CarePlan.rs, system/CarePlan.rs",
    "system/CarePlan.rs, system/CarePlan.rs?category=assess-plan, system/CarePlan.rs",
    "system/CarePlan.rs, '', system/CarePlan.rs"
  })
  void whatIsGrantedCoversWhatItSaysAndNothingElse(String needed, String granted, String missing) {
    assertThat(of(needed).without(of(granted))).hasToString(missing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openid", "system/CarePlan.", "system/CarePlan.sr", "system/care.rs", "x"})
  void whatIsNoScopeOfASystemAllowsNothing(String word) {
    assertThat(of(word).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "system/CarePlan.crus, system/CarePlan.crus",
    "system/CarePlan.cruds, system/CarePlan.cruds",
    "system/CarePlan.cruds system/CarePlan.rs system/CarePlan.cu, system/CarePlan.rs system/CarePlan.cu",
    "system/*.cruds, system/CarePlan.crus",
    "system/CarePlan.read system/CarePlan.write, system/CarePlan.read system/CarePlan.write",
    "system/*.read, system/CarePlan.read",
    "system/CarePlan.rs system/CarePlan.write, system/CarePlan.rs system/CarePlan.write",
    "system/Goal.cruds openid, ''"
  })
  void ofWhatIsOfferedIsAskedForWhatIsWanted(String offered, String asked) {
    var wanted = "system/CarePlan.crus";

    assertThat(of(wanted).asked(Optional.of(words(offered)), false)).isEqualTo(words(asked));
  }

  @Test
  void whereTheServerDoesNotSayWhatItOffersEverythingThatIsWantedIsAskedFor() {
    var wanted = of("system/Patient.rs system/CarePlan.crus");

    assertThat(wanted.asked(Optional.empty(), false))
        .containsExactly("system/CarePlan.crus", "system/Patient.rs");
    assertThat(wanted.asked(Optional.empty(), true))
        .containsExactly("system/CarePlan.read", "system/CarePlan.write", "system/Patient.read");
  }
}
