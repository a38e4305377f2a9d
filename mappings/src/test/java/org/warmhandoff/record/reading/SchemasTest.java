package org.warmhandoff.record.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.RecordKind;

class SchemasTest {

  @ParameterizedTest
  @EnumSource
  void everyKindHasItsSchema(RecordKind kind) {
    var name = kind.word() + ".schema.json";

    assertThat(Schemas.text(name)).get().asString().contains("\"$id\": \"" + Schemas.BASE + name);
  }

  @Test
  void whatTheyShareIsServedToo() {
    assertThat(Schemas.text("common.schema.json")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other.schema.json", "RecordReader.class", "../../../pom.xml"})
  void nothingElseIsServed(String name) {
    assertThat(Schemas.text(name)).isEmpty();
  }
}
