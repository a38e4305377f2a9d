package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.events.CloudEvent;
import org.warmhandoff.events.log.EventType;

/** What the program can be told of stands where its developers and operators look it up. */
class AsyncApiTest {

  private static final Path DESCRIPTION =
      Path.of("src/main/resources/org/warmhandoff/api/asyncapi.yaml");
  private static final Path SETTINGS =
      Path.of("src/main/resources/org/warmhandoff/config/config.schema.json");
  private static final Path MIGRATION =
      Path.of("src/main/resources/db/migration/V15__telling_the_program.sql");

  /** By https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes. */
  private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");

  private static List<JsonNode> messages() throws IOException {
    var messages = new ArrayList<JsonNode>();
    new YAMLMapper()
        .readTree(DESCRIPTION.toFile())
        .at("/components/messages")
        .forEach(messages::add);
    return messages;
  }

  @Test
  void theDescriptionHasEveryTypeAndNoOther() throws IOException {
    assertThat(messages())
        .extracting(one -> one.path("name").asText())
        .containsExactlyElementsOf(Stream.of(EventType.values()).map(EventType::type).toList());
    assertThat(messages()).allMatch(one -> !one.path("summary").asText().isBlank());
  }

  @Test
  void theChannelCarriesEveryMessage() throws IOException {
    var api = new YAMLMapper().readTree(DESCRIPTION.toFile());

    var carried = new ArrayList<String>();
    api.at("/channels/events/messages")
        .forEach(one -> carried.add(one.path("$ref").asText().replaceAll(".*/", "")));
    var described = new ArrayList<String>();
    api.at("/components/messages").fieldNames().forEachRemaining(described::add);
    assertThat(carried).isEqualTo(described);
  }

  @Test
  void everyExampleIsACloudEventAsTheProgramIsToldThem() throws IOException {
    var json = new ObjectMapper();
    for (var message : messages()) {
      var example = message.path("examples").path(0).path("payload");
      assertThat(REQUIRED).allMatch(name -> !example.path(name).asText().isEmpty());
      assertThat(example.path("specversion").asText()).isEqualTo("1.0");
      assertThat(example.path("type").asText()).isEqualTo(message.path("name").asText());
      assertThat(URI.create(example.path("source").asText()).isAbsolute()).isTrue();
      assertThat(OffsetDateTime.parse(example.path("time").asText())).isNotNull();
      // nothing is there that is never told, and nothing that is always told is missing
      assertThat(
              json.readTree(json.writeValueAsString(json.treeToValue(example, CloudEvent.class))))
          .isEqualTo(json.readTree(json.writeValueAsString(example)));
    }
  }

  @Test
  void aWebhookCanBeToldOfEveryType() throws IOException {
    var words = new ArrayList<String>();
    new ObjectMapper()
        .readTree(SETTINGS.toFile())
        .at("/properties/events/properties/webhooks/items/properties/types/items/enum")
        .forEach(word -> words.add(word.asText()));

    assertThat(words)
        .isEqualTo(Stream.of(EventType.values()).map(EventType::word).toList())
        .allMatch(word -> EventType.of(word).isPresent());
    assertThat(EventType.of("referral.forgotten")).isEqualTo(Optional.empty());
  }

  @Test
  void everyTypeHasRoomInItsColumn() throws IOException {
    assertThat(Files.readString(MIGRATION)).contains("type varchar(40)");
    assertThat(Stream.of(EventType.values()).map(EventType::word))
        .allMatch(word -> word.length() <= 40);
  }
}
