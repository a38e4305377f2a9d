package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.intake.RecordLines.TooMuch;

class RecordLinesTest {

  private static final int LIMIT = 10;
  private static final int LARGE_LIMIT = 1_000_000;

  private static RecordLines lines(String text, long most) {
    return new RecordLines(
        new ByteArrayInputStream(text.getBytes(UTF_8)), LIMIT, most, LargeBodies.held().turn());
  }

  /** Number and text of every line; a line that is too long without its text. */
  private static List<String> read(String text) throws IOException {
    var lines = lines(text, Long.MAX_VALUE);
    var all = new ArrayList<String>();
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      var body = line.get().body().map(bytes -> new String(bytes, UTF_8));
      all.add(line.get().number() + body.map(found -> ":" + found).orElse(" too long"));
    }
    return all;
  }

  @Test
  void eachLineIsReadWithItsNumber() throws IOException {
    assertThat(read("one\ntwo\nthree\n")).containsExactly("1:one", "2:two", "3:three");
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(read("one\ntwo")).containsExactly("1:one", "2:two");
  }

  @Test
  void blankLinesCountAndAreNotRead() throws IOException {
    assertThat(read("\n  \t\none\n\r\n\ntwo\n\n")).containsExactly("3:one", "6:two");
  }

  @Test
  void linesMayEndTheWindowsWay() throws IOException {
    assertThat(read("one\r\ntwo\r\n")).containsExactly("1:one", "2:two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n\r\n", "   "})
  void whereThereIsNothingThereIsNoLine(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void aLineAsLongAsTheLimitIsRead() throws IOException {
    assertThat(read("0123456789\n0123456789")).containsExactly("1:0123456789", "2:0123456789");
  }

  @Test
  void aLineAsLongAsTheLimitMayEndTheWindowsWayToo() throws IOException {
    assertThat(read("0123456789\r\n")).containsExactly("1:0123456789");
  }

  @Test
  void aLongerLineIsToldAndTheNextIsRead() throws IOException {
    assertThat(read("0123456789x\nnext\n")).containsExactly("1 too long", "2:next");
  }

  @Test
  void aLongLastLineWithoutEndIsTold() throws IOException {
    assertThat(read("one\n" + "x".repeat(10_000))).containsExactly("1:one", "2 too long");
  }

  @Test
  void theLimitIsInBytesNotLetters() throws IOException {
    assertThat(read("ééééé\néééééx\n")).containsExactly("1:ééééé", "2 too long");
  }

  @Test
  void asMuchAsMayBeSentIsRead() throws IOException {
    var lines = lines("one\ntwo\n", 8);

    assertThat(lines.next()).isPresent();
    assertThat(lines.next()).isPresent();
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void whatGoesOnBeyondWhatMayBeSentIsTooMuch() throws IOException {
    var lines = lines("one\ntwo\nthree\n", 8);

    assertThat(lines.next()).isPresent();
    assertThat(lines.next()).isPresent();
    assertThatThrownBy(lines::next).isInstanceOf(TooMuch.class);
  }

  @Test
  void aLineWithoutEndIsTooMuchAsWell() {
    var lines = lines("x".repeat(1000), 100);

    assertThatThrownBy(lines::next).isInstanceOf(TooMuch.class);
  }

  @Test
  void afterTheEndThereIsNoMore() throws IOException {
    var lines = lines("one", Long.MAX_VALUE);
    assertThat(lines.next()).isPresent();

    assertThat(lines.next()).isEqualTo(Optional.empty());
    assertThat(lines.next()).isEqualTo(Optional.empty());
  }

  private static RecordLines lines(String text, LargeBodies.Turn turn) {
    return new RecordLines(
        new ByteArrayInputStream(text.getBytes(UTF_8)), LARGE_LIMIT, Long.MAX_VALUE, turn);
  }

  private static List<LargeBodies.Turn> taken(LargeBodies held, int many) {
    var taken = new ArrayList<LargeBodies.Turn>();
    for (var one = 0; one < many; one++) {
      var turn = held.turn("credential " + one);
      turn.takeFor(LargeBodies.LARGE);
      taken.add(turn);
    }
    return taken;
  }

  @Test
  void aLargeLineIsHeldInATurnUntilTheNextIsAskedFor() throws Exception {
    var held = LargeBodies.held();
    var open = taken(held, LargeBodies.HELD - 1);
    var large = "x".repeat(LargeBodies.LARGE + 1);
    var lines = lines(large + "\nsmall\n" + large + "\n", held.turn("program"));
    assertThat(lines.next().orElseThrow().body()).isPresent();

    try (var another = held.turn("another")) {
      var waits = CompletableFuture.runAsync(() -> another.takeFor(LargeBodies.LARGE));
      assertThat(lines.next().orElseThrow().body()).isPresent();

      waits.get();
    }

    assertThat(lines.next().orElseThrow().body()).isPresent();
    assertThat(lines.next()).isEmpty();
    open.forEach(LargeBodies.Turn::close);
  }

  @Test
  void aLargeLineForWhichThereIsNoRoomIsTurnedAwayAndTheNextOneIsTaken() throws IOException {
    var held = LargeBodies.held();
    var open = taken(held, LargeBodies.HELD);
    var lines = lines("x".repeat(LargeBodies.LARGE + 1) + "\nsmall\n", held.turn("program"));

    assertThat(lines.next())
        .hasValueSatisfying(
            line -> {
              assertThat(line.turnedAway()).isTrue();
              assertThat(line.body()).isEmpty();
            });
    assertThat(lines.next())
        .hasValueSatisfying(
            line -> assertThat(line.body().orElseThrow()).asString(UTF_8).isEqualTo("small"));
    open.forEach(LargeBodies.Turn::close);
  }
}
