package org.warmhandoff.referral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "Task/88@3, Task/88@4, true",
    "Task/88@10, Task/88@9, false",
    "Task/88@3, Task/88@3, false",
    "Task/88@3, Task/89@4, false",
    "Task/88@a, Task/88@b, false",
    "ServiceRequest/7@2 Task/88@3, ServiceRequest/7@1 Task/88@4, true",
    "Task/88@3, '', false"
  })
  void aCopyThatLagsIsKnownByItsNumber(String now, String before, boolean behind) {
    assertThat(SeenVersions.of(now).isBehind(SeenVersions.of(before))).isEqualTo(behind);
  }

  @Test
  void theyAreWrittenInOneOrder() {
    var text = "ServiceRequest/7@2 Task/88@3";

    assertThat(SeenVersions.of("Task/88@3 ServiceRequest/7@2")).hasToString(text);
    assertThat(SeenVersions.of(text).byAddress()).containsEntry("Task/88", "3").hasSize(2);
    assertThat(SeenVersions.of("")).isEqualTo(SeenVersions.none());
  }
}
