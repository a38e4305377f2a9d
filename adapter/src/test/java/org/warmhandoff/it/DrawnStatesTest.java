package org.warmhandoff.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.DeliveryState;

/** The drawing in {@code docs/delivery-states.md} shows the moves that there are. */
class DrawnStatesTest {

  private static final Pattern MOVE = Pattern.compile("  (\\S+) --> (\\S+): .+");

  @Test
  void theDrawingShowsEveryMoveAndNoOther() throws IOException {
    var drawn =
        Files.readAllLines(Path.of("../docs/delivery-states.md")).stream()
            .map(MOVE::matcher)
            .filter(line -> line.matches())
            .map(line -> line.group(1) + " " + line.group(2))
            .collect(toCollection(TreeSet::new));
    var first = DeliveryState.FIRST.stream().map(state -> "[*] " + state);
    var next =
        Stream.of(DeliveryState.values())
            .flatMap(from -> from.next().stream().map(to -> from + " " + to));
    var staying = Stream.of("WAITING WAITING", "WITHHELD WITHHELD");

    assertThat(drawn)
        .isEqualTo(
            Stream.of(first, next, staying)
                .flatMap(all -> all)
                .collect(toCollection(TreeSet::new)));
  }
}
