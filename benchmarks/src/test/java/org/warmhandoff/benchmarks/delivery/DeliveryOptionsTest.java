package org.warmhandoff.benchmarks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryOptionsTest {

  @Test
  void everythingIsMeasuredWhereNothingIsSaid() {
    var options = DeliveryOptions.of(List.of());

    assertThat(options.quick()).isFalse();
    assertThat(options.only()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    assertThat(options.java()).isEqualTo(DeliveryOptions.AS_LAUNCHED);
  }

  @Test
  void theAdapterIsMeasuredAsTheLauncherStartsIt() throws IOException {
    assertThat(Files.readString(Path.of("../warm-handoff")))
        .contains("serve) brief=\"" + String.join(" ", DeliveryOptions.AS_LAUNCHED) + "\"");
  }

  @Test
  void theLettersAndTheOptionsOfTheAdaptersProcessAreTaken() {
    var options =
        DeliveryOptions.of(
            List.of("--only", "a,e", "--quick", "--java-options", "-Xmx256m  -XX:+UseSerialGC"));

    assertThat(options)
        .isEqualTo(
            new DeliveryOptions(true, Set.of("a", "e"), List.of("-Xmx256m", "-XX:+UseSerialGC")));
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> DeliveryOptions.of(List.of("--fast")));
    assertThatIllegalArgumentException().isThrownBy(() -> DeliveryOptions.of(List.of("--only")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeliveryOptions.of(List.of("--only", "g")));
  }
}
