package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.warmhandoff.testing.Partners;

class MemoryTest {

  private static final long MEGABYTE = 1024L * 1024;

  private static Config config(String more) {
    return new ConfigFile(name -> null)
        .read(
            """
            program: {namespace: "https://id.example", name: A program}
            access: [{name: program, token: aaaaaaaaaaaaaaaaaaaaaaaa, roles: [submit]}]
            partners:
              - {name: one, roles: [psychiatry], base-url: "http://127.0.0.1:1/fhir"%s}
            """
                .formatted(more),
            Path.of("."));
  }

  @Test
  void theHeapOfTheLauncherCarriesThreePartnersOfFourHandsEach() {
    assertThat(Memory.tooSmall(Partners.config(three()), 216 * MEGABYTE)).isEmpty();
  }

  private static String three() {
    return """
      - {name: one, roles: [psychiatry], base-url: "http://127.0.0.1:1/fhir"}
      - {name: two, roles: [psychiatry], base-url: "http://127.0.0.1:1/fhir"}
      - {name: three, roles: [psychiatry], base-url: "http://127.0.0.1:1/fhir"}
    """;
  }

  @Test
  void moreHandsTakeMoreAndItIsSaidHowMuch() {
    var many = config(", limits: {parallel: 64}");

    assertThat(Memory.tooSmall(many, 216 * MEGABYTE))
        .hasValueSatisfying(
            said -> assertThat(said).contains("heap of 216 MB", "-Xmx", "limits.parallel"));
    assertThat(Memory.tooSmall(many, 500 * MEGABYTE)).isEmpty();
  }
}
