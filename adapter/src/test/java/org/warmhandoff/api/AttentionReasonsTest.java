package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.DeliveryState;

/** Every reason for attention is one that operators and their tools can look up. */
class AttentionReasonsTest {

  private static final Path DESCRIPTION =
      Path.of("src/main/resources/org/warmhandoff/api/openapi.yaml");
  private static final Path OPERATING = Path.of("../docs/operating.md");

  @Test
  void theDescriptionOfTheApiHasThemAllAndNoOthers() throws IOException {
    var described = new ArrayList<String>();
    new YAMLMapper()
        .readTree(DESCRIPTION.toFile())
        .at("/components/schemas/AttentionItem/properties/reason/enum")
        .forEach(word -> described.add(word.asText()));

    assertThat(described).containsExactlyInAnyOrderElementsOf(words());
  }

  private static List<String> words() {
    return Stream.of(AttentionReason.values()).map(AttentionReason::word).toList();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverOperatesFindsItExplained(AttentionReason reason) throws IOException {
    assertThat(Files.readString(OPERATING)).contains("`" + reason.word() + "`");
  }

  @Test
  void everyStateThatADeliveryIsSetAsideInIsAReason() {
    assertThat(DeliveryState.PARKED)
        .allSatisfy(state -> assertThat(AttentionReason.of(state).word()).isEqualTo(state.word()));
  }
}
